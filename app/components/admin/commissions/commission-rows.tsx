import { IndexTable, Text, useBreakpoints } from '@shopify/polaris';
import { Fragment, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RowExplanation } from '#app/components/admin/commissions/row-explanation.tsx';
import classes from '#app/components/admin/commissions/commission-rows.module.css';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { MoneyBadge, type MoneyWord } from '#app/components/admin/money-badge.tsx';
import { useFormat } from '#app/components/shared/format.ts';

/** A row as its query gives it. */
export interface CommissionLine {
  key: string;
  kind: 'estimate' | 'earning' | 'reversal';
  at: string;
  shopId: number;
  orderId: string;
  orderName: string | null;
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
  const amount = money(row.amountMinor, currency);
  const order = row.orderName ?? t('noOrder');
  const name = `${row.firstName} ${row.lastName}`;
  const facts = { level: row.level, rate: rate(row.ratePpm) };
  const isReversal = row.kind === 'reversal';
  const toggle = (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'toggle.close' : 'toggle.open', { amount, order })}
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
          detail={`${day(row.at)} · ${order} · ${t(isReversal ? 'why.reversalSmall' : 'why.levelSmall', facts)}`}
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
      <IndexTable.Cell>{t(isReversal ? 'why.reversal' : 'why.level', facts)}</IndexTable.Cell>
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
        orderAddress={`/app/orders/${row.shopId}-${row.orderId}`}
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
