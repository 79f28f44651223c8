import { BlockStack, Button, IndexTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { useFormat } from '#app/components/shared/format.ts';

/** One line of a comparison; amounts in minor units as text, null where there is nothing. */
export interface ChangeLine {
  readonly key: string;
  readonly what: string;
  readonly to: string;
  readonly detail: string;
  readonly beforeMinor: string | null;
  readonly afterMinor: string | null;
}

interface ChangeTableProps {
  title: string;
  whatTitle: string;
  lines: readonly ChangeLine[];
  currency: string;
}

const SHOWN_AT_FIRST = 10;

/** What something was, what it is, and the difference; the first ten, and the others when asked for. */
export function ChangeTable({ title, whatTitle, lines, currency }: ChangeTableProps) {
  const t = useTranslations('periods.changes');
  const { smDown } = useBreakpoints();
  const [isLong, setLong] = useState(false);
  const shown = isLong ? lines : lines.slice(0, SHOWN_AT_FIRST);
  const end = (heading: string) => ({ title: heading, alignment: 'end' as const });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <IndexTable
        condensed={smDown}
        selectable={false}
        itemCount={shown.length}
        resourceName={{ singular: whatTitle, plural: whatTitle }}
        headings={[{ title: whatTitle }, end(t('before')), end(t('after')), end(t('difference')), { title: t('why') }]}
      >
        {shown.map((line, index) => (
          <Line key={line.key} line={line} index={index} currency={currency} isSmall={smDown} />
        ))}
      </IndexTable>
      {lines.length > shown.length && (
        <InlineStack>
          <Button variant="plain" onClick={() => setLong(true)}>
            {t('more', { count: lines.length - shown.length })}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function Line({
  line,
  index,
  currency,
  isSmall,
}: {
  line: ChangeLine;
  index: number;
  currency: string;
  isSmall: boolean;
}) {
  const { money } = useFormat();
  const amount = (value: string | null) => (value === null ? '–' : money(value, currency));
  const difference = BigInt(line.afterMinor ?? 0) - BigInt(line.beforeMinor ?? 0);
  const signed = `${difference > 0n ? '+' : ''}${money(difference, currency)}`;
  const cell = (text: string) => (
    <IndexTable.Cell>
      <Text as="span" numeric alignment="end">
        {text}
      </Text>
    </IndexTable.Cell>
  );
  return (
    <IndexTable.Row id={line.key} position={index}>
      {isSmall ? (
        <CondensedRow
          title={<PrimaryLink to={line.to}>{line.what}</PrimaryLink>}
          figure={signed}
          detail={line.detail}
        />
      ) : (
        <>
          <IndexTable.Cell>
            <PrimaryLink to={line.to}>{line.what}</PrimaryLink>
          </IndexTable.Cell>
          {cell(amount(line.beforeMinor))}
          {cell(amount(line.afterMinor))}
          {cell(signed)}
          <IndexTable.Cell>
            <Text as="span" tone="subdued">
              {line.detail}
            </Text>
          </IndexTable.Cell>
        </>
      )}
    </IndexTable.Row>
  );
}
