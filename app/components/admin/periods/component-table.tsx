import { Box, Card, IndexTable, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface ComponentTotal {
  id: string;
  /** -1 for the period's own plan. */
  period: number;
  rows: number;
  paidMinor: string;
  breakageMinor: string;
}

interface ComponentTableProps {
  periodId: number;
  currency: string;
  components: readonly ComponentTotal[];
}

/**
 * What each component of the plan came to, and left; each sum leads to its rows. A plan of one component has nothing to tell apart, and
 * an older plan is named where it paid late orders.
 */
export function ComponentTable({ periodId, currency, components: all }: ComponentTableProps) {
  const t = useTranslations('periods.parts');
  const levels = useTranslations('periods.components');
  const { money, count } = useFormat();
  const { smDown } = useBreakpoints();
  const components = all.filter(({ period, rows, breakageMinor }) => period < 0 || rows > 0 || breakageMinor !== '0');
  if (components.length < 2) return null;
  const cell = (text: string) => (
    <IndexTable.Cell>
      <Text as="span" numeric alignment="end">
        {text}
      </Text>
    </IndexTable.Cell>
  );
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
      </Box>
      <IndexTable
        condensed={smDown}
        itemCount={components.length}
        selectable={false}
        headings={[
          { title: t('component') },
          { title: t('rows'), alignment: 'end' },
          { title: t('sum'), alignment: 'end' },
          { title: t('breakage'), alignment: 'end' },
        ]}
        resourceName={{ singular: t('component'), plural: t('component') }}
      >
        {components.map(({ id, period, rows, paidMinor, breakageMinor }, index) => {
          const label = period < 0 ? id : t('older', { component: id });
          const name = (
            <PrimaryLink to={commissionsAddress({ view: 'all', period: periodId, component: id })}>{label}</PrimaryLink>
          );
          const breakage = money(breakageMinor, currency);
          const rowsText = levels('rowsCount', { count: rows });
          return (
            <IndexTable.Row id={`${period}-${id}`} key={`${period}-${id}`} position={index}>
              {smDown ? (
                <CondensedRow
                  title={name}
                  figure={money(paidMinor, currency)}
                  detail={t('detail', { rows: rowsText, amount: breakage })}
                />
              ) : (
                <>
                  <IndexTable.Cell>{name}</IndexTable.Cell>
                  {cell(count(rows))}
                  {cell(money(paidMinor, currency))}
                  {cell(breakage)}
                </>
              )}
            </IndexTable.Row>
          );
        })}
      </IndexTable>
    </Card>
  );
}
