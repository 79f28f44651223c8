import { BlockStack, Box, Button, ButtonGroup, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { appBridge } from '#app/components/admin/app-bridge.ts';
import { useCollectionTitles } from '#app/components/admin/plan/use-collection-titles.ts';
import { RateLevels } from '#app/components/admin/rate-levels.tsx';

/** Rates of their own for products with a tag, or in a collection (its number in Shopify). */
export interface RateTable {
  match: 'tag' | 'collection';
  value: string;
  rates: string[];
}

interface TableEditorProps {
  tables: readonly RateTable[];
  onChange: (tables: RateTable[]) => void;
  errorOf: (path: string) => string | false;
}

/** `gid://shopify/Collection/1` is collection 1. */
const numberOf = (id: string) => id.split('/').at(-1) ?? id;

/** Other rates by tag or collection; the first table that fits a product counts, one without rates means no commission. */
export function TableEditor({ tables, onChange, errorOf }: TableEditorProps) {
  const t = useTranslations('plan.tables');
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const stored = useCollectionTitles(
    tables.flatMap(({ match, value }) => (match === 'collection' && !(value in picked) ? [value] : [])),
  );
  const titles = { ...stored, ...picked };
  const replace = (index: number, change: Partial<RateTable>) =>
    onChange(tables.map((table, at) => (at === index ? { ...table, ...change } : table)));
  const add = (table: RateTable) => onChange([...tables, table]);
  const pick = async () => {
    const picker = appBridge()?.resourcePicker;
    const chosen = await picker?.({ type: 'collection', multiple: false, action: 'select' });
    const [collection] = chosen ?? [];
    if (!collection) return;
    const value = numberOf(collection.id);
    setPicked((known) => ({ ...known, [value]: collection.title }));
    add({ match: 'collection', value, rates: ['0'] });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('intro')}
          </Text>
        </BlockStack>
        {tables.map((table, index) => (
          <Box key={index} paddingBlockStart="300" borderBlockStartWidth="025" borderColor="border">
            <BlockStack gap="300">
              <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
                {table.match === 'tag' ? (
                  <TextField
                    id={`tables.${index}.value`}
                    label={t('tag')}
                    value={table.value}
                    error={errorOf(`tables.${index}.value`)}
                    onChange={(value) => replace(index, { value })}
                    autoComplete="off"
                    maxLength={255}
                  />
                ) : (
                  <Text as="h3" variant="headingSm">
                    {titles[table.value] ?? t('collection', { id: table.value })}
                  </Text>
                )}
                <Button
                  variant="tertiary"
                  icon={DeleteIcon}
                  accessibilityLabel={t('remove', { name: titles[table.value] ?? table.value })}
                  onClick={() => onChange(tables.filter((_, at) => at !== index))}
                />
              </InlineStack>
              {table.rates.length === 0 && (
                <Text as="p" tone="subdued">
                  {t('none')}
                </Text>
              )}
              <RateLevels
                levels={table.rates}
                onChange={(rates) => replace(index, { rates })}
                path={`tables.${index}.rates`}
                errorOf={errorOf}
                min={0}
                max={100}
              />
            </BlockStack>
          </Box>
        ))}
        <ButtonGroup>
          <Button onClick={() => add({ match: 'tag', value: '', rates: [''] })}>{t('addTag')}</Button>
          <Button onClick={() => void pick()}>{t('addCollection')}</Button>
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}
