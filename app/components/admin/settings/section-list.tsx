import { BlockStack, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import { ChevronRightIcon } from '@shopify/polaris-icons';
import type { FunctionComponent, SVGProps } from 'react';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/line-list.module.css';

interface Section {
  to: string;
  title: string;
  /** What is set now, in a few words. */
  summary: string;
  icon: FunctionComponent<SVGProps<SVGSVGElement>>;
}

/** The parts of the settings, each with what counts now. */
export function SectionList({ sections }: { sections: readonly Section[] }) {
  return (
    <Card>
      <ul className={classes.list}>
        {sections.map(({ to, title, summary, icon }) => (
          <li key={to}>
            <AdminLink to={to} className={`${classes.line} ${classes.link}`}>
              <span className={classes.icon}>
                <Icon source={icon} tone="base" />
              </span>
              <span className={classes.text}>
                <InlineStack>
                  <BlockStack>
                    <Text as="h2" variant="headingSm">
                      {title}
                    </Text>
                    <Text as="p" tone="subdued">
                      {summary}
                    </Text>
                  </BlockStack>
                </InlineStack>
              </span>
              <span className={classes.icon}>
                <Icon source={ChevronRightIcon} tone="subdued" />
              </span>
            </AdminLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
