import { BlockStack, Box, Button, Collapsible, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/plan/differences.module.css';
import type { DocumentChange } from '#app/domain/plan/document-changes.ts';

/** Every field that is different, with both values; folded away, as the sentences say what matters. */
export function Differences({ differs }: { differs: readonly DocumentChange[] }) {
  const t = useTranslations('plan.differences');
  const [isOpen, setOpen] = useState(false);
  if (differs.length === 0) return null;
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          ariaExpanded={isOpen}
          ariaControls="plan-differences"
          onClick={() => setOpen(!isOpen)}
        >
          {t('show', { count: differs.length })}
        </Button>
      </InlineStack>
      <Collapsible id="plan-differences" open={isOpen}>
        <BlockStack gap="200" as="ul">
          {differs.map(({ path, before, after }) => (
            <Box as="li" key={path}>
              <Text as="p" variant="bodySm" fontWeight="semibold" breakWord>
                {path}
              </Text>
              <p className={classes.values}>
                {before !== null && (
                  <del className={classes.before}>
                    <Text as="span" visuallyHidden>
                      {t('before')}
                    </Text>
                    {before}
                  </del>
                )}
                {after !== null && (
                  <ins className={classes.after}>
                    <Text as="span" visuallyHidden>
                      {t('after')}
                    </Text>
                    {after}
                  </ins>
                )}
              </p>
            </Box>
          ))}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
