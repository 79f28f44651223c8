import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import classes from '#app/components/admin/condensed-row.module.css';

interface CondensedRowProps {
  /** What the row is, with its badge. */
  title: ReactNode;
  /** The one figure, at the right. */
  figure: ReactNode;
  /** One grey line. */
  detail: string;
  /** What the figure is, at the right of the grey line while there is room. */
  state?: ReactNode;
}

/** A row of a table where it is narrow: name and badge left, one figure right, one grey line below. */
export function CondensedRow({ title, figure, detail, state }: CondensedRowProps) {
  return (
    <div className={classes.row}>
      <div className={classes.line}>
        <span className={classes.title}>{title}</span>
        <span className={classes.figure}>
          <Text as="span" numeric>
            {figure}
          </Text>
        </span>
      </div>
      <div className={`${classes.line} ${classes.second}`}>
        <Text as="span" tone="subdued" variant="bodySm" numeric>
          {detail}
        </Text>
        {state !== undefined && <span className={classes.state}>{state}</span>}
      </div>
    </div>
  );
}
