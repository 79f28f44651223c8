import { BlockStack, Box, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

interface FigureTilesProps {
  title: string;
  /** The money word that holds for all of them. */
  badge?: ReactNode;
  /** When they are from. */
  aside?: ReactNode;
  /** So many beside each other where there is room for it; a row is never left with one alone. */
  columns: 2 | 3 | 4;
  children: ReactNode;
}

/** Key figures under their heading, for a card with padding 100: their texts begin where those of other cards do. */
export function FigureTiles({ title, badge, aside, columns, children }: FigureTilesProps) {
  return (
    <BlockStack gap="100">
      <Box paddingInline="300" paddingBlockStart="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {badge}
          </InlineStack>
          {aside}
        </InlineStack>
      </Box>
      <InlineGrid columns={{ xs: 2, md: columns }} gap="100">
        {children}
      </InlineGrid>
    </BlockStack>
  );
}
