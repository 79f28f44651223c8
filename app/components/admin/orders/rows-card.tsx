import { Banner, BlockStack, Box, Card, Icon, IndexTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris';
import { AlertTriangleIcon, CheckIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { NothingList } from '#app/components/admin/orders/nothing-list.tsx';
import { PayRow, type PayRowView } from '#app/components/admin/orders/pay-row.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import type { Nothing } from '#app/domain/explain/explanation.ts';

interface ProofView {
  outcome: 'exact' | 'rounding' | 'limited' | 'barred' | 'waiting' | 'differs';
  netMinor: string;
  planMinor: string;
  limitedMinor: string | null;
  rowsMinor: string;
  reversedMinor: string;
}

interface RowsCardProps {
  rows: readonly PayRowView[];
  currency: string;
  nothing: { count: number; explained: readonly Nothing[]; more: number } | null;
  proof: ProofView | null;
  isOutdated: boolean;
  hasPartner: boolean;
  orderPart: string;
}

/** Who gets what of the order on every level, who gets nothing, and the proof that it is what the plan pays. */
export function RowsCard(props: RowsCardProps) {
  const { rows, currency, nothing, proof, isOutdated, hasPartner, orderPart } = props;
  const t = useTranslations('orders.rows');
  const { mdDown } = useBreakpoints();
  const [open, setOpen] = useState<string | null>(null);
  const end = (title: string) => ({ title, alignment: 'end' as const });
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          {isOutdated && rows.length > 0 && <Banner tone="info" title={t('outdated')} />}
        </BlockStack>
      </Box>
      {rows.length === 0 ? (
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued">
            {t(noneOf(hasPartner, isOutdated))}
          </Text>
        </Box>
      ) : (
        <IndexTable
          resourceName={{ singular: t('title'), plural: t('title') }}
          itemCount={rows.length}
          selectable={false}
          condensed={mdDown}
          headings={[
            { title: t('level') },
            { title: t('partner') },
            end(t('base')),
            end(t('rate')),
            end(t('amount')),
            end(t('reversed')),
            end(t('now')),
            { title: t('state') },
          ]}
        >
          {rows.map((row, index) => (
            <PayRow
              key={row.key}
              row={row}
              index={index}
              currency={currency}
              orderPart={orderPart}
              isSmall={mdDown}
              isOpen={open === row.key}
              onToggle={() => setOpen(open === row.key ? null : row.key)}
            />
          ))}
        </IndexTable>
      )}
      <Box padding="400">
        <BlockStack gap="300">
          {nothing && nothing.count > 0 && <NothingList {...nothing} />}
          {proof && <ProofLine proof={proof} currency={currency} />}
        </BlockStack>
      </Box>
    </Card>
  );
}

/** Why there are no rows. */
function noneOf(hasPartner: boolean, isOutdated: boolean) {
  if (!hasPartner) return 'noneNobody';
  return isOutdated ? 'beingCalculated' : 'none';
}

function ProofLine({ proof, currency }: { proof: ProofView; currency: string }) {
  const t = useTranslations('orders.proof');
  const { money } = useFormat();
  const { outcome, netMinor, planMinor, limitedMinor, rowsMinor, reversedMinor } = proof;
  const isWrong = outcome === 'differs';
  const words = {
    net: money(netMinor, currency),
    plan: money(planMinor, currency),
    limited: money(limitedMinor ?? planMinor, currency),
    rows: money(rowsMinor, currency),
    reversed: money(reversedMinor, currency),
  };
  return (
    <InlineStack gap="100" wrap={false} blockAlign="start">
      <Box>
        <Icon source={isWrong ? AlertTriangleIcon : CheckIcon} tone={isWrong ? 'critical' : 'success'} />
      </Box>
      <Text as="p" numeric breakWord {...(isWrong ? { tone: 'critical' as const } : {})}>
        {outcome === 'waiting' ? t('waiting') : t(outcome, words)}
      </Text>
    </InlineStack>
  );
}
