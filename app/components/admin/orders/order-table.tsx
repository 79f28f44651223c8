import { IndexTable, InlineStack, Link, Text, useBreakpoints, useIndexResourceState } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { OrderBadges } from '#app/components/admin/orders/order-badges.tsx';
import { ReadAgain } from '#app/components/admin/orders/read-again.tsx';
import { useFormat } from '#app/components/shared/format.ts';

type DecidedBy =
  | 'manual'
  | 'customer_link'
  | 'discount_code'
  | 'cart_attribute'
  | 'line_property'
  | 'landing_site_ref'
  | 'own_order'
  | 'nobody';

/** An order as its query gives it. */
export interface OrderLine {
  shopId: number;
  orderId: string;
  name: string;
  orderedAt: string;
  partner: number | null;
  partnerName: string | null;
  decidedBy: DecidedBy | null;
  isTest: boolean;
  isPaid: boolean;
  isCancelled: boolean;
  refunds: number;
  problem: 'no-rate' | 'no-paid-instant' | null;
  baseMinor: string;
  costMinor: string;
  costPpm: number | null;
  /** The preview has still to read the order: what it costs is not known. */
  isBeingCalculated: boolean;
}

interface OrderTableProps {
  rows: readonly OrderLine[];
  currency: string;
  isLoading: boolean;
  /** Parts of addresses of the chosen orders. */
  onAssign: (orders: readonly string[]) => void;
  onNobody: (orders: readonly string[]) => void;
}

const idOf = ({ shopId, orderId }: OrderLine): string => `${shopId}-${orderId}`;

/** The rows of the order list; on a phone name and badges, the base, and one grey line. */
export function OrderTable({ rows, currency, isLoading, onAssign, onNobody }: OrderTableProps) {
  const t = useTranslations('orders');
  const { mdDown } = useBreakpoints();
  const resources = rows.map((row) => ({ id: idOf(row) }));
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(resources);
  return (
    <IndexTable
      resourceName={{ singular: t('column.order'), plural: t('title') }}
      itemCount={rows.length}
      condensed={mdDown}
      loading={isLoading}
      selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      bulkActions={[{ content: t('assign.nobody'), onAction: () => onNobody(selectedResources) }]}
      promotedBulkActions={[{ content: t('assign.bulk'), onAction: () => onAssign(selectedResources) }]}
      headings={[
        { title: t('column.order') },
        { title: t('column.date') },
        { title: t('column.partner') },
        { title: t('column.by') },
        { title: t('column.base'), alignment: 'end' },
        { title: t('column.cost'), alignment: 'end' },
        { title: t('column.share'), alignment: 'end' },
      ]}
    >
      {rows.map((row, index) => {
        const props = { row, index, currency, isSelected: selectedResources.includes(idOf(row)) };
        return mdDown ? <SmallRow key={idOf(row)} {...props} /> : <Row key={idOf(row)} {...props} />;
      })}
    </IndexTable>
  );
}

interface RowProps {
  row: OrderLine;
  index: number;
  currency: string;
  isSelected: boolean;
}

function Name({ row }: { row: OrderLine }) {
  return (
    <InlineStack gap="200" blockAlign="center" as="span">
      <Link url={`/app/orders/${idOf(row)}`} dataPrimaryLink monochrome removeUnderline>
        <Text as="span" fontWeight="semibold">
          {row.name}
        </Text>
      </Link>
      <OrderBadges {...row} isRefunded={row.refunds > 0} />
      {row.problem && <ReadAgain order={idOf(row)} isPlain />}
    </InlineStack>
  );
}

function Row({ row, index, currency, isSelected }: RowProps) {
  const t = useTranslations('orders');
  const { money, share, day } = useFormat();
  return (
    <IndexTable.Row id={idOf(row)} position={index} selected={isSelected}>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{day(row.orderedAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        {row.partner === null ? (
          <Text as="span" tone="subdued">
            {t('noPartner')}
          </Text>
        ) : (
          <Link url={`/app/partners/${row.partner}`} monochrome>
            {row.partnerName}
          </Link>
        )}
      </IndexTable.Cell>
      <IndexTable.Cell>{row.decidedBy && row.decidedBy !== 'nobody' ? t(`by.${row.decidedBy}`) : '–'}</IndexTable.Cell>
      <Figure text={money(row.baseMinor, currency)} />
      {row.isBeingCalculated ? (
        <BeingCalculated />
      ) : (
        <>
          <Figure text={money(row.costMinor, currency)} />
          <Figure text={row.costPpm === null ? null : share(row.costPpm)} />
        </>
      )}
    </IndexTable.Row>
  );
}

/** A right-aligned figure; an unknown one is a dash that says why. */
function Figure({ text }: { text: string | null }) {
  const t = useTranslations('orders');
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric>
        {text ?? <abbr title={t('noShare')}>–</abbr>}
      </Text>
    </IndexTable.Cell>
  );
}

/** Cost and share of an order that the preview has still to read. */
function BeingCalculated() {
  const t = useTranslations('orders');
  return (
    <>
      <IndexTable.Cell>
        <Text as="p" alignment="end">
          –
        </Text>
        <Text as="p" alignment="end" tone="subdued" variant="bodySm">
          {t('beingCalculated')}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end">
          <abbr title={t('beingCalculated')}>–</abbr>
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function SmallRow({ row, index, currency, isSelected }: RowProps) {
  const t = useTranslations('orders');
  const { money, day } = useFormat();
  return (
    <IndexTable.Row id={idOf(row)} position={index} selected={isSelected}>
      <CondensedRow
        title={<Name row={row} />}
        figure={money(row.baseMinor, currency)}
        detail={t('small', {
          date: day(row.orderedAt),
          partner: row.partnerName ?? t('noPartner'),
          cost: row.isBeingCalculated ? `– (${t('beingCalculated')})` : money(row.costMinor, currency),
        })}
      />
    </IndexTable.Row>
  );
}
