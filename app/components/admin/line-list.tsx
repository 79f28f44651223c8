import { Icon, Text } from '@shopify/polaris';
import { AlertTriangleIcon, ChevronRightIcon } from '@shopify/polaris-icons';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/line-list.module.css';

interface Line {
  text: string;
  /** Where it leads; a line without it is only read. */
  to?: string;
  /** Somebody has to do something: shown by icon and tone, beside the words. */
  isProblem?: boolean;
}

/** Short facts one below the other; the whole line is the target. */
export function LineList({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className={classes.list}>
      {lines.map((line) => (
        <li key={line.text}>
          {line.to === undefined ? (
            <span className={classes.line}>
              <Content {...line} />
            </span>
          ) : (
            <AdminLink to={line.to} className={`${classes.line} ${classes.link}`}>
              <Content {...line} />
              <span className={classes.icon}>
                <Icon source={ChevronRightIcon} tone="subdued" />
              </span>
            </AdminLink>
          )}
        </li>
      ))}
    </ul>
  );
}

function Content({ text, isProblem = false }: Line) {
  return (
    <>
      {isProblem && (
        <span className={classes.icon}>
          <Icon source={AlertTriangleIcon} tone="critical" />
        </span>
      )}
      <span className={classes.text}>
        <Text as="span" {...(isProblem ? { tone: 'critical' as const } : {})}>
          {text}
        </Text>
      </span>
    </>
  );
}
