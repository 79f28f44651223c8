import { BlockStack, Box, DataTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris';

interface FactRowsProps {
  headings: readonly string[];
  /** The first cell names its row. */
  rows: readonly (readonly string[])[];
  /** How many columns are words; the others are numbers and times. */
  textColumns: number;
}

/** A small table; on a phone each row stands by itself under its name, so that nothing has to be moved sideways. */
export function FactRows({ headings, rows, textColumns }: FactRowsProps) {
  const { mdDown } = useBreakpoints();
  if (!mdDown) {
    return (
      <DataTable
        columnContentTypes={headings.map((_, index) => (index < textColumns ? 'text' : 'numeric'))}
        headings={[...headings]}
        rows={rows.map((row) => [...row])}
      />
    );
  }
  return (
    <BlockStack as="ul">
      {rows.map((row) => (
        <Box as="li" key={row.join()} paddingBlock="200" borderBlockStartWidth="025" borderColor="border">
          <Text as="h3" variant="headingSm" breakWord>
            {row[0]}
          </Text>
          {row.slice(1).map((value, index) => (
            <InlineStack key={headings[index + 1]} align="space-between" gap="200">
              <Text as="span" tone="subdued">
                {headings[index + 1]}
              </Text>
              <Text as="span" numeric breakWord>
                {value}
              </Text>
            </InlineStack>
          ))}
        </Box>
      ))}
    </BlockStack>
  );
}
