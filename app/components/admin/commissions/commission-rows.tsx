import { IndexTable, Text, useBreakpoints } from '@shopify/polaris';
import { Fragment, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RowExplanation } from '#app/components/admin/commissions/row-explanation.tsx';
import classes from '#app/components/admin/commissions/commission-rows.module.css';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { MoneyBadge, type MoneyWord } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { aboutText } from '#app/locales/about-text.ts';

/** A row as its query gives it. */
export interface CommissionLine {
  key: string;
  kind: 'estimate' | 'earning' | 'reversal';
  at: string;
  shopId: number;
  orderId: string;
  orderName: string | null;
  /** What a row of the period is about, which has no order. */
  about: Parameters<typeof aboutText>[0] | null;
  earner: number;
  firstName: string;
  lastName: string;
  level: number;
  ratePpm: number;
  amountMinor: string;
  state: MoneyWord;
  until: string | null;
  paidAt: string | null;
}

interface CommissionRowsProps {
  rows: readonly CommissionLine[];
  currency: string;
}

/** Rows of commission; one at a time opens in place and says why. */
export function CommissionRows({ rows, currency }: CommissionRowsProps) {
  const t = useTranslations('commissions');
  const { mdDown } = useBreakpoints();
  const [open, setOpen] = useState<string | null>(null);
  const headings = [
    { title: t('column.date') },
    { title: t('column.order') },
    { title: t('column.partner') },
    { title: t('column.why') },
    { title: t('column.amount'), alignment: 'end' as const },
    { title: t('column.state') },
  ] as const;
  return (
    <IndexTable
      condensed={mdDown}
      itemCount={rows.length}
      selectable={false}
      headings={[...headings]}
      resourceName={{ singular: t('title'), plural: t('title') }}
    >
      {rows.map((row, index) => (
        <Fragment key={row.key}>
          <Row
            row={row}
            index={index}
            currency={currency}
            isCondensed={mdDown}
            isOpen={open === row.key}
            onToggle={() => setOpen(open === row.key ? null : row.key)}
          />
          {open === row.key && <Opened row={row} index={index} isCondensed={mdDown} />}
        </Fragment>
      ))}
    </IndexTable>
  );
}

interface RowProps {
  row: CommissionLine;
  index: number;
  currency: string;
  isCondensed: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

function Row({ row, index, currency, isCondensed, isOpen, onToggle }: RowProps) {
  const t = useTranslations('commissions');
  const { money, rate, day } = useFormat();
  const about = useTranslations('money.about');
  const amount = money(row.amountMinor, currency);
  const order = row.about ? aboutText(row.about, about) : (row.orderName ?? t('noOrder'));
  const name = `${row.firstName} ${row.lastName}`;
  const facts = { level: row.level, rate: rate(row.ratePpm) };
  const why = (size: '' | 'Small') => {
    if (row.kind === 'reversal') return t(`why.reversal${size}`, facts);
    if (row.about === null) return t(`why.level${size}`, facts);
    return row.ratePpm === PPM_ONE ? about('once') : about('onceRate', facts);
  };
  const toggleWord = isOpen ? 'close' : 'open';
  const toggle = (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={isOpen}
      aria-label={
        row.about
          ? t(`toggle.${toggleWord}About`, { amount, about: order })
          : t(`toggle.${toggleWord}`, { amount, order })
      }
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {amount}
    </button>
  );
  const badge = <MoneyBadge word={row.state} day={stateDay(row, day)} />;
  const position = { id: row.key, position: index * 2, onClick: onToggle };
  if (isCondensed) {
    return (
      <IndexTable.Row {...position}>
        <CondensedRow
          title={
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          }
          figure={toggle}
          detail={`${day(row.at)} · ${order} · ${why('Small')}`}
          state={badge}
        />
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row {...position}>
      <IndexTable.Cell>{day(row.at)}</IndexTable.Cell>
      <IndexTable.Cell>{order}</IndexTable.Cell>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>{why('')}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {toggle}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>{badge}</IndexTable.Cell>
    </IndexTable.Row>
  );
}

function stateDay({ state, until, paidAt }: CommissionLine, day: (at: string) => string): string | null {
  if (state === 'held' && until !== null) return day(until);
  return state === 'paid' && paidAt !== null ? day(paidAt) : null;
}

function Opened({ row, index, isCondensed }: { row: CommissionLine; index: number; isCondensed: boolean }) {
  const content = (
    <div className={isCondensed ? classes.openedSmall : classes.opened}>
      <RowExplanation
        rowKey={row.key}
        orderAddress={row.about ? null : `/app/orders/${row.shopId}-${row.orderId}`}
        partnerAddress={`/app/partners/${row.earner}`}
      />
    </div>
  );
  return (
    <IndexTable.Row id={`${row.key}-why`} position={index * 2 + 1} rowType="child">
      {isCondensed ? content : <IndexTable.Cell colSpan={6}>{content}</IndexTable.Cell>}
    </IndexTable.Row>
  );
}
