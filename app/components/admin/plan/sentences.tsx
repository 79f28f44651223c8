import { BlockStack, Box, List, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { usePlanWords } from '#app/components/admin/plan/use-plan-words.ts';
import type { ChangedSentence, PlanSentence } from '#app/domain/plan/sentences.ts';

/** What a plan says, sentence by sentence. */
export function PlanSentences({ sentences, currency }: { sentences: readonly PlanSentence[]; currency: string }) {
  const words = usePlanWords(currency, sentences);
  return (
    <List gap="loose">
      {sentences.map((sentence) => (
        <List.Item key={sentence.about}>{words(sentence)}</List.Item>
      ))}
    </List>
  );
}

/** What a version changes: what is said from then on, and what it said before. */
export function PlanChanges({ changed, currency }: { changed: readonly ChangedSentence[]; currency: string }) {
  const t = useTranslations('plan.changes');
  const words = usePlanWords(
    currency,
    changed.flatMap(({ before, after }) => [before, after].filter((sentence) => sentence !== null)),
  );
  if (changed.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('none')}
      </Text>
    );
  }
  return (
    <BlockStack gap="200" as="ul">
      {changed.map(({ before, after }) => (
        <Box as="li" key={(after ?? before)?.about ?? ''}>
          <Text as="p">{after ? words(after) : t('gone')}</Text>
          <Text as="p" tone="subdued">
            {before ? t('before', { sentence: words(before) }) : t('new')}
          </Text>
        </Box>
      ))}
    </BlockStack>
  );
}
