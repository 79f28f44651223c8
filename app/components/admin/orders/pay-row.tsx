import { BlockStack, IndexTable, InlineStack, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#app/components/admin/commissions/commission-rows.module.css';
import { RowExplanation } from '#app/components/admin/commissions/row-explanation.tsx';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { MoneyBadge, type MoneyWord } from '#app/components/admin/money-badge.tsx';
import { noonOf } from '#app/components/admin/orders/facts-card.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
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
    <div className={isSmall ? classes.openedSmall : classes.opened}>
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
        <PrimaryLink to={`/app/partners/${row.earner}`}>{nameOf(row)}</PrimaryLink>
      </IndexTable.Cell>
      {figure(money(row.baseMinor, currency))}
      {figure(rate(row.ratePpm))}
      {figure(<Toggle row={row} currency={currency} isOpen={isOpen} onToggle={onToggle} />)}
      {figure(money(row.reversedMinor, currency))}
      {figure(money(row.nowMinor, currency))}
      <IndexTable.Cell>
        <BlockStack gap="050">
          <InlineStack>
            <MoneyBadge word={wordOf(row)} />
          </InlineStack>
          <StateDay row={row} />
        </BlockStack>
      </IndexTable.Cell>
    </>
  );
}

function SmallCells({ row, currency, isOpen, onToggle }: PayRowProps) {
  const t = useTranslations('orders.rows');
  const { money, rate } = useFormat();
  const isReversed = row.reversedMinor !== '0';
  const reversed = t('smallReversed', {
    amount: money(row.amountMinor, currency),
    reversed: money(row.reversedMinor.replace('-', ''), currency),
  });
  return (
    <CondensedRow
      title={<PrimaryLink to={`/app/partners/${row.earner}`}>{nameOf(row)}</PrimaryLink>}
      figure={<Toggle row={row} currency={currency} isOpen={isOpen} onToggle={onToggle} isNow />}
      detail={[
        t('small', { level: row.level, rate: rate(row.ratePpm), base: money(row.baseMinor, currency) }),
        ...(isReversed ? [reversed] : []),
      ].join(' · ')}
      state={<State row={row} />}
    />
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
const wordOf = ({ nowMinor, reversedMinor, state }: PayRowView): MoneyWord =>
  nowMinor === '0' && reversedMinor !== '0' ? 'reversed' : state;

/** The day that belongs to the state: held until, paid on. */
function useStateDay(row: PayRowView): string | null {
  const { day } = useFormat();
  const word = wordOf(row);
  if (word === 'held' && row.until !== null) return day(noonOf(row.until));
  return word === 'paid' && row.paidAt !== null ? day(row.paidAt) : null;
}

function State({ row }: { row: PayRowView }) {
  return <MoneyBadge word={wordOf(row)} day={useStateDay(row)} />;
}

/** The day below the word: beside it a column would be too wide. */
function StateDay({ row }: { row: PayRowView }) {
  const t = useTranslations('orders.rows');
  const day = useStateDay(row);
  if (day === null) return null;
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {t(row.state === 'held' ? 'until' : 'on', { day })}
    </Text>
  );
}

const nameOf = ({ firstName, lastName }: PayRowView): string => `${firstName} ${lastName}`.trim();
