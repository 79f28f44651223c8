import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { ChangeTable } from '#app/components/admin/periods/change-table.tsx';
import { usePeriodName } from '#app/components/admin/periods/use-period-name.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { RehearsedPage } from '#app/domain/compare/rehearsal.ts';

interface RehearsedCardProps {
  period: RehearsedPage;
  currency: string;
  timeZone: string;
}

const PPM = 1_000_000n;

/** One past period: what it cost and would have cost, who gains and who loses, who would have which rank. */
export function RehearsedCard({ period, currency, timeZone }: RehearsedCardProps) {
  const t = useTranslations('plan.rehearse');
  const { money, rate, count } = useFormat();
  const nameOf = usePeriodName();
  const { baseMinor, paidMinor, breakageMinor, gain, loss, earners, ranks } = period;
  const base = BigInt(baseMinor);
  const shareOf = (amount: string) => (base > 0n ? rate(Number((BigInt(amount) * PPM) / base / 1000n) * 1000) : '–');
  const figure = (title: string, before: string, after: string) => (
    <BlockStack gap="050">
      <Text as="span" variant="bodySm" tone="subdued">
        {title}
      </Text>
      <Text as="span" variant="headingLg" numeric>
        {after}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued" numeric>
        {t('was', { before })}
      </Text>
    </BlockStack>
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {nameOf({ ...period, timeZone })}
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          {figure(t('cost'), money(paidMinor.before, currency), money(paidMinor.after, currency))}
          {figure(t('ofBase'), shareOf(paidMinor.before), shareOf(paidMinor.after))}
          {figure(t('breakage'), money(breakageMinor.before, currency), money(breakageMinor.after, currency))}
        </InlineGrid>
        <BlockStack gap="100">
          <Text as="p">
            {gain.earners + loss.earners === 0
              ? t('nobody')
              : t('people', {
                  gain: gain.earners,
                  more: money(gain.amountMinor, currency),
                  loss: loss.earners,
                  less: money(loss.amountMinor, currency),
                })}
          </Text>
          {ranks.length > 0 && (
            <Text as="p">
              {ranks.map(({ name, partners }) => `${name ?? t('noRank')} ${count(partners)}`).join(' · ')}
            </Text>
          )}
        </BlockStack>
        {earners.length > 0 && (
          <ChangeTable
            title={t('earners')}
            whatTitle={t('partner')}
            currency={currency}
            lines={earners.map(({ number, name, beforeMinor, afterMinor }) => ({
              ...{ key: String(number), what: name, detail: String(number), beforeMinor, afterMinor },
              to: commissionsAddress({ view: 'all', period: period.periodId, partner: number }),
            }))}
          />
        )}
      </BlockStack>
    </Card>
  );
}
