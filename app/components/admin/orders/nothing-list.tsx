import { BlockStack, Box, Button, Collapsible, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import type { Nothing } from '#app/domain/explain/explanation.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { formatFor } from '#app/locales/format.ts';

interface NothingListProps {
  count: number;
  explained: readonly Nothing[];
  more: number;
}

/** Who above the order gets nothing: how many, and on asking the sentence of each. */
export function NothingList({ count, explained, more }: NothingListProps) {
  const t = useTranslations('orders.nothing');
  const words = useTranslations('explanation');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const context = { t: words, format: formatFor(locale, timeZone), viewer: 'merchant' as const };
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={isOpen ? 'up' : 'down'}
        ariaExpanded={isOpen}
        ariaControls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t('title', { count })}
      </Button>
      <Collapsible id={id} open={isOpen}>
        <BlockStack gap="200" as="ul">
          {explained.map((each) => (
            <Box as="li" key={each.earner.number}>
              <Text as="span">{explanationText(each, context).sentence.join(' ')}</Text>
            </Box>
          ))}
          {more > 0 && (
            <Box as="li">
              <Text as="span">{t('more', { count: more })}</Text>
            </Box>
          )}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
