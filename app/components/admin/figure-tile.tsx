import { Box, Icon, Text } from '@shopify/polaris';
import { ChevronRightIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/figure-tile.module.css';

interface FigureTileProps {
  /** What the figure is; not needed where the money word alone says it. */
  label?: string;
  /** As people read it; null is a figure that does not exist yet, shown as "–" with `note` as the reason. */
  value: string | null;
  /** Address of the rows behind the figure, filtered to them. */
  to: string;
  note?: string | undefined;
  /** The money word's badge, where the figure is one of the four: it leads, the label goes below. */
  badge?: ReactNode;
}

/** One key figure; the whole tile leads to the rows it is the sum of. */
export function FigureTile({ label, value, to, note, badge }: FigureTileProps) {
  const below = note ?? (badge ? label : undefined);
  const content = (
    <Box padding="300">
      <div className={classes.head}>
        {badge ?? (
          <Text as="span" variant="bodySm" tone="subdued">
            {label}
          </Text>
        )}
        {value !== null && (
          <span className={classes.icon}>
            <Icon source={ChevronRightIcon} tone="subdued" />
          </span>
        )}
      </div>
      <Text as="p" variant="headingLg" numeric>
        {value ?? '–'}
      </Text>
      {below !== undefined && (
        <Text as="p" variant="bodySm" tone="subdued">
          {below}
        </Text>
      )}
    </Box>
  );
  if (value === null) return <div className={classes.tile}>{content}</div>;
  return (
    <AdminLink to={to} className={`${classes.tile} ${classes.link}`}>
      {content}
    </AdminLink>
  );
}
