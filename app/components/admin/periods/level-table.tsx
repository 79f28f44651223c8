import { Card, IndexTable, Text, Box, useBreakpoints } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface LevelSum {
  rows: number;
  amountMinor: string;
}

interface Levels {
  direct: LevelSum;
  further: LevelSum;
  once: LevelSum;
}

interface LevelTableProps {
  periodId: number;
  currency: string;
  now: Levels;
  /** The preview before, to compare with; null leaves the column out. */
  before: Levels | null;
}

const LEVELS = [
  { key: 'direct', level: 1 },
  { key: 'further', level: '2+' },
  { key: 'once', level: 'period' },
] as const;

/**
 * Rows and sums by pay level, and what changed since the preview before; each sum leads to its rows. What is paid once per period
 * has a line where there is any.
 */
export function LevelTable({ periodId, currency, now, before }: LevelTableProps) {
  const t = useTranslations('periods.components');
  const { money, count } = useFormat();
  const { smDown } = useBreakpoints();
  const levels = LEVELS.filter(({ key }) => key !== 'once' || now.once.rows > 0 || (before?.once.rows ?? 0) > 0);
  const change = (difference: bigint) => `${difference > 0n ? '+' : ''}${money(difference, currency)}`;
  const headings = [
    { title: t('component') },
    { title: t('rows'), alignment: 'end' as const },
    { title: t('sum'), alignment: 'end' as const },
    ...(before ? [{ title: t('change'), alignment: 'end' as const }] : []),
  ];
  const cell = (text: string) => (
    <IndexTable.Cell>
      <Text as="span" numeric alignment="end">
        {text}
      </Text>
    </IndexTable.Cell>
  );
  const [first = { title: t('component') }, ...rest] = headings;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
      </Box>
      <IndexTable
        condensed={smDown}
        itemCount={levels.length}
        selectable={false}
        headings={[first, ...rest]}
        resourceName={{ singular: t('component'), plural: t('component') }}
      >
        {levels.map(({ key, level }, index) => {
          const { rows, amountMinor } = now[key];
          const name = (
            <PrimaryLink to={commissionsAddress({ view: 'all', period: periodId, level })}>{t(key)}</PrimaryLink>
          );
          const changed = before && change(BigInt(amountMinor) - BigInt(before[key].amountMinor));
          const small = t('rowsCount', { count: rows });
          return (
            <IndexTable.Row id={key} key={key} position={index}>
              {smDown ? (
                <CondensedRow
                  title={name}
                  figure={money(amountMinor, currency)}
                  detail={changed === null ? small : `${small} · ${t('changeBy', { amount: changed })}`}
                />
              ) : (
                <>
                  <IndexTable.Cell>{name}</IndexTable.Cell>
                  {cell(count(rows))}
                  {cell(money(amountMinor, currency))}
                  {changed !== null && cell(changed)}
                </>
              )}
            </IndexTable.Row>
          );
        })}
      </IndexTable>
    </Card>
  );
}
