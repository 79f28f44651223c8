import { EmptySearchResult, IndexTable, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';
import { StatusBadge } from '#app/components/admin/partners/status-badge.tsx';
import { RankText } from '#app/components/admin/partners/rank-text.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';

interface PartnerLine {
  number: number;
  firstName: string;
  lastName: string;
  status: PartnerStatus;
  active: boolean | null;
  rank: string | null;
  title: string | null;
  teamMinor: string | null;
  heldMinor: string;
  availableMinor: string;
}

interface PartnerTableProps {
  rows: readonly PartnerLine[];
  currency: string;
  /** The plan has ranks: they have a column. */
  hasRanks: boolean;
  isLoading: boolean;
}

/** The rows of the partner list; on a phone name and badge, the available sum, and one grey line. */
export function PartnerTable({ rows, currency, hasRanks, isLoading }: PartnerTableProps) {
  const t = useTranslations('partners.list');
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={{ singular: t('column.partner'), plural: t('caption') }}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      loading={isLoading}
      emptyState={<EmptySearchResult title={t('nothingTitle')} description={t('nothingBody')} withIllustration />}
      headings={[
        { title: t('column.partner') },
        { title: t('column.number') },
        ...(hasRanks ? [{ title: t('column.rank') }] : []),
        { title: t('column.status') },
        { title: t('column.team'), alignment: 'end' },
        { title: t('column.held'), alignment: 'end' },
        { title: t('column.available'), alignment: 'end' },
      ]}
    >
      {rows.map((row, index) =>
        smDown ? (
          <SmallRow key={row.number} row={row} index={index} currency={currency} />
        ) : (
          <Row key={row.number} row={row} index={index} currency={currency} hasRanks={hasRanks} />
        ),
      )}
    </IndexTable>
  );
}

interface RowProps {
  row: PartnerLine;
  index: number;
  currency: string;
}

function Row({ row, index, currency, hasRanks }: RowProps & { hasRanks: boolean }) {
  const nameOf = usePersonName();
  const { money } = useFormat();
  return (
    <IndexTable.Row id={String(row.number)} position={index}>
      <IndexTable.Cell>
        <PrimaryLink to={`/app/partners/${row.number}`}>{nameOf(row)}</PrimaryLink>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric tone="subdued">
          {row.number}
        </Text>
      </IndexTable.Cell>
      {hasRanks && (
        <IndexTable.Cell>
          <RankText {...row} />
        </IndexTable.Cell>
      )}
      <IndexTable.Cell>
        <StatusBadge status={row.status} active={row.active} />
      </IndexTable.Cell>
      <Figure text={row.teamMinor === null ? null : money(row.teamMinor, currency)} />
      <Figure text={money(row.heldMinor, currency)} />
      <Figure text={money(row.availableMinor, currency)} />
    </IndexTable.Row>
  );
}

/** A right-aligned figure; an unknown one is a dash that says why. */
function Figure({ text }: { text: string | null }) {
  const t = useTranslations('partners.list');
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric>
        {text ?? <abbr title={t('noFigure')}>–</abbr>}
      </Text>
    </IndexTable.Cell>
  );
}

function SmallRow({ row, index, currency }: RowProps) {
  const t = useTranslations('partners.list');
  const nameOf = usePersonName();
  const { money } = useFormat();
  const team = row.teamMinor === null ? '–' : money(row.teamMinor, currency);
  return (
    <IndexTable.Row id={String(row.number)} position={index}>
      <CondensedRow
        title={
          <>
            <PrimaryLink to={`/app/partners/${row.number}`}>{nameOf(row)}</PrimaryLink>
            <StatusBadge status={row.status} active={row.active} />
          </>
        }
        figure={money(row.availableMinor, currency)}
        detail={[row.rank, t('small', { number: row.number, team })].filter((text) => text !== null).join(' · ')}
      />
    </IndexTable.Row>
  );
}
