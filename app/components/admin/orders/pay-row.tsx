import { IndexTable, InlineStack, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import classes from '#app/components/admin/commissions/commission-rows.module.css';
import { RowExplanation } from '#app/components/admin/commissions/row-explanation.tsx';
import { MoneyBadge } from '#app/components/admin/money-badge.tsx';
import { noonOf } from '#app/components/admin/orders/facts-card.tsx';
import { useFormat } from '#app/components/shared/format.ts';

/** What one partner gets of an order on one level, as its query gives it. */
export interface PayRowView {
  key: string;
  earner: number;
  firstName: string;
  lastName: string;
  level: number;
  ratePpm: number;
  baseMinor: string;
  amountMinor: string;
  reversedMinor: string;
  nowMinor: string;
  state: 'estimated' | 'held' | 'available' | 'paid';
  until: string | null;
  paidAt: string | null;
}

interface PayRowProps {
  row: PayRowView;
  index: number;
  currency: string;
  orderPart: string;
  isSmall: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

/** A row of pay; its amount opens the explanation beneath it. */
export function PayRow(props: PayRowProps) {
  const { row, index, isSmall, isOpen, onToggle, orderPart } = props;
  const explanation = (
    <div className={classes.opened}>
      <RowExplanation
        rowKey={row.key}
        orderAddress={`/app/orders/${orderPart}`}
        partnerAddress={`/app/partners/${row.earner}`}
      />
    </div>
  );
  return (
    <Fragment>
      <IndexTable.Row id={row.key} position={index * 2} onClick={onToggle}>
        {isSmall ? <SmallCells {...props} /> : <Cells {...props} />}
      </IndexTable.Row>
      {isOpen && (
        <IndexTable.Row id={`${row.key}-why`} position={index * 2 + 1} rowType="child">
          {isSmall ? explanation : <IndexTable.Cell colSpan={8}>{explanation}</IndexTable.Cell>}
        </IndexTable.Row>
      )}
    </Fragment>
  );
}

function Cells({ row, currency, isOpen, onToggle }: PayRowProps) {
  const { money, rate } = useFormat();
  const figure = (content: React.ReactNode) => (
    <IndexTable.Cell>
      <Text as="span" numeric alignment="end">
        {content}
      </Text>
    </IndexTable.Cell>
  );
  return (
    <>
      <IndexTable.Cell>{row.level}</IndexTable.Cell>
      <IndexTable.Cell>
        <AdminLink to={`/app/partners/${row.earner}`}>{nameOf(row)}</AdminLink>
      </IndexTable.Cell>
      {figure(money(row.baseMinor, currency))}
      {figure(rate(row.ratePpm))}
      {figure(<Toggle row={row} currency={currency} isOpen={isOpen} onToggle={onToggle} />)}
      {figure(money(row.reversedMinor, currency))}
      {figure(money(row.nowMinor, currency))}
      <IndexTable.Cell>
        <State row={row} />
      </IndexTable.Cell>
    </>
  );
}

function SmallCells({ row, currency, isOpen, onToggle }: PayRowProps) {
  const t = useTranslations('orders.rows');
  const { money, rate } = useFormat();
  const isReversed = row.reversedMinor !== '0';
  return (
    <div className={classes.condensed}>
      <InlineStack align="space-between" gap="200" wrap={false}>
        <AdminLink to={`/app/partners/${row.earner}`}>{nameOf(row)}</AdminLink>
        <Toggle row={row} currency={currency} isOpen={isOpen} onToggle={onToggle} isNow />
      </InlineStack>
      <InlineStack align="space-between" gap="200">
        <Text as="span" tone="subdued">
          {t('small', { level: row.level, rate: rate(row.ratePpm), base: money(row.baseMinor, currency) })}
        </Text>
        <State row={row} />
      </InlineStack>
      {isReversed && (
        <Text as="span" tone="subdued" numeric>
          {t('smallReversed', {
            amount: money(row.amountMinor, currency),
            reversed: money(row.reversedMinor.replace('-', ''), currency),
          })}
        </Text>
      )}
    </div>
  );
}

interface ToggleProps extends Pick<PayRowProps, 'row' | 'currency' | 'isOpen' | 'onToggle'> {
  /** Shows what is left instead of what was earned. */
  isNow?: boolean;
}

function Toggle({ row, currency, isOpen, onToggle, isNow = false }: ToggleProps) {
  const t = useTranslations('orders.rows');
  const { money } = useFormat();
  const amount = money(isNow ? row.nowMinor : row.amountMinor, currency);
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={isOpen}
      aria-label={isOpen ? t('hide') : t('why', { amount, name: nameOf(row) })}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {amount}
    </button>
  );
}

/** A row of which nothing is left is a reversal, whatever it was before. */
function State({ row }: { row: PayRowView }) {
  const { day } = useFormat();
  if (row.nowMinor === '0' && row.reversedMinor !== '0') return <MoneyBadge word="reversed" />;
  const until = row.state === 'held' && row.until !== null ? day(noonOf(row.until)) : null;
  return <MoneyBadge word={row.state} day={row.state === 'paid' && row.paidAt !== null ? day(row.paidAt) : until} />;
}

const nameOf = ({ firstName, lastName }: PayRowView): string => `${firstName} ${lastName}`.trim();
