import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { usePeriodName, type NamedPeriod } from '#app/components/admin/periods/use-period-name.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface EntryView {
  seq: string;
  at: string;
  kind: 'paid' | 'refund' | 'edit' | 'cancel';
  title: string | null;
  baseMinor: string;
  earns: boolean;
  reason: string | null;
  isMove: boolean;
  period: NamedPeriod & { id: number };
}

/** Every change of what the order counts, as it was recorded, and the period in which it counts. */
export function EntriesCard({ entries, currency }: { entries: readonly EntryView[]; currency: string }) {
  const t = useTranslations('orders.entries');
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        {entries.length === 0 && (
          <Text as="p" tone="subdued">
            {t('empty')}
          </Text>
        )}
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} currency={currency} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Entry({ entry, currency }: { entry: EntryView; currency: string }) {
  const t = useTranslations('orders.entries');
  const { money, day } = useFormat();
  const periodName = usePeriodName();
  const { at, kind, title, baseMinor, earns, reason, isMove, period } = entry;
  const what = t(isMove ? 'move' : kind);
  const words = { title: title ?? '–', what };
  const place = t('period', { period: periodName(period) });
  return (
    <div>
      <InlineStack align="space-between" gap="200">
        <Text as="span" breakWord>
          {reason === null ? t('line', words) : t('lineReason', { ...words, reason })}
        </Text>
        <Text as="span" numeric>
          {money(baseMinor, currency)}
        </Text>
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {[day(at), place, ...(earns ? [] : [t('volumeOnly')])].join(' · ')}
      </Text>
    </div>
  );
}
