import { BlockStack, Box, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { LegBars } from '#app/components/shared/explanation/leg-bars.tsx';
import type { Explanation as ExplanationValue } from '#app/domain/explain/explanation.ts';
import { legBarsOf } from '#app/locales/explanation-legs.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { formatFor } from '#app/locales/format.ts';

/** Why an amount is what it is: sentence, calculation, what happened since, everybody on the way. */
export function Explanation({ value }: { value: ExplanationValue }) {
  const t = useTranslations('commissions.row');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const words = useTranslations('explanation');
  const context = { t: words, format: formatFor(locale, timeZone), viewer: 'merchant' as const };
  const { sentence, breakdown, later, others } = explanationText(value, context);
  return (
    <BlockStack gap="400">
      <Text as="p">{sentence.join(' ')}</Text>
      {value.kind === 'period_pay' && <LegBars legs={legBarsOf(value, context)} />}
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {breakdown.length > 0 && (
          <Section title={t('breakdown')}>
            {breakdown.map(({ label, value: amount }) => (
              <InlineStack key={label} align="space-between" gap="200" wrap={false}>
                <Text as="span" tone="subdued" breakWord>
                  {label}
                </Text>
                <Text as="span" numeric alignment="end">
                  {amount}
                </Text>
              </InlineStack>
            ))}
          </Section>
        )}
        <BlockStack gap="400">
          {later.length > 0 && <Lines title={t('later')} lines={later} />}
          {others.length > 0 && <Lines title={t('others')} lines={others} />}
        </BlockStack>
      </InlineGrid>
    </BlockStack>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {children}
    </BlockStack>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Section title={title}>
      <BlockStack gap="100" as="ul">
        {lines.map((line) => (
          <Box as="li" key={line}>
            <Text as="span">{line}</Text>
          </Box>
        ))}
      </BlockStack>
    </Section>
  );
}
