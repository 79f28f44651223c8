import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, EmptyState, IndexTable, Page, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { periodAddress } from '#app/components/admin/addresses.ts';
import { CondensedRow } from '#app/components/admin/condensed-row.tsx';
import { PeriodBadge } from '#app/components/admin/periods/period-badge.tsx';
import { usePeriodName } from '#app/components/admin/periods/use-period-name.ts';
import { PrimaryLink } from '#app/components/admin/primary-link.tsx';
import { useStaffName } from '#app/components/admin/use-staff-name.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { periodList, type PeriodRow } from '#app/queries/periods/period-list.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(() => periodList(networkId, now));
}

export default function Periods() {
  const { periods, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('periods');
  const { mdDown } = useBreakpoints();
  const headings = [
    { title: t('column.period') },
    { title: t('column.dates') },
    { title: t('column.state') },
    { title: t('column.version') },
    { title: t('column.accepted') },
    { title: t('column.sum'), alignment: 'end' as const },
  ] as const;
  return (
    <Page fullWidth title={t('title')}>
      <Card padding="0">
        {periods.length === 0 ? (
          <EmptyState heading={t('empty.title')} image="">
            <p>{t('empty.body')}</p>
          </EmptyState>
        ) : (
          <IndexTable
            condensed={mdDown}
            itemCount={periods.length}
            selectable={false}
            headings={[...headings]}
            resourceName={{ singular: t('column.period'), plural: t('title') }}
          >
            {periods.map((period, index) => (
              <PeriodLine key={period.id} period={period} position={index} currency={currency} isCondensed={mdDown} />
            ))}
          </IndexTable>
        )}
      </Card>
    </Page>
  );
}

interface PeriodLineProps {
  period: PeriodRow;
  position: number;
  currency: string;
  isCondensed: boolean;
}

function PeriodLine({ period, position, currency, isCondensed }: PeriodLineProps) {
  const t = useTranslations('periods');
  const nameOf = usePeriodName();
  const staff = useStaffName();
  const { money, day } = useFormat();
  const { id, startsAt, endsAt, timeZone, state, planVersion, amountMinor, acceptedAt, actor } = period;
  const name = <PrimaryLink to={periodAddress(id)}>{nameOf(period)}</PrimaryLink>;
  const lastDay = new Date(new Date(endsAt).getTime() - 1);
  const dates = t('range', { from: day(startsAt), to: day(lastDay), zone: timeZone });
  const sum = amountMinor === null ? '–' : money(amountMinor, currency);
  const accepted =
    acceptedAt === null || actor === null ? '' : t('acceptedShort', { day: day(acceptedAt), actor: staff(actor) });
  if (isCondensed) {
    return (
      <IndexTable.Row id={String(id)} position={position}>
        <CondensedRow
          title={
            <>
              {name} <PeriodBadge state={state} />
            </>
          }
          figure={sum}
          detail={dates}
        />
      </IndexTable.Row>
    );
  }
  return (
    <IndexTable.Row id={String(id)} position={position}>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>{dates}</IndexTable.Cell>
      <IndexTable.Cell>
        <PeriodBadge state={state} />
      </IndexTable.Cell>
      <IndexTable.Cell>{planVersion === null ? '–' : t('version', { version: planVersion })}</IndexTable.Cell>
      <IndexTable.Cell>{accepted}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {sum}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}
