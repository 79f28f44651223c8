import { Box, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/figure-tile.module.css';

interface FigureTileProps {
  label: string;
  /** As people read it; null is a figure that does not exist yet, shown as "–" with `note` as the reason. */
  value: string | null;
  /** Address of the rows behind the figure, filtered to them. */
  to: string;
  note?: string | undefined;
  /** The money word's badge, where the figure is one of the four. */
  badge?: ReactNode;
}

/** One key figure; the whole tile leads to the rows it is the sum of. */
export function FigureTile({ label, value, to, note, badge }: FigureTileProps) {
  const content = (
    <Box padding="300">
      <InlineStack gap="100" align="space-between" wrap={false}>
        <Text as="span" variant="bodySm" tone="subdued">
          {label}
        </Text>
        {badge}
      </InlineStack>
      <Text as="p" variant="headingLg" numeric>
        {value ?? '–'}
      </Text>
      {note && (
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
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
