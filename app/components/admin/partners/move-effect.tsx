import { BlockStack, DataTable, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useFormat } from '#app/components/shared/format.ts';

interface TeamChange {
  number: number;
  name: string;
  belowBefore: number;
  belowAfter: number;
  teamAfterMinor: string;
}

/** What a move would do, as the server answers it. */
export interface MoveEffectView {
  currency: string;
  validFrom: string;
  name: string;
  sponsorName: string;
  below: number;
  gains: readonly TeamChange[];
  loses: readonly TeamChange[];
  moreGains: number;
  moreLoses: number;
  until: string | null;
  openPeriods: readonly { startsAt: string; endsAt: string }[];
  refusal: { code: string; path: string } | null;
}

/** Who gains and who loses, from when, in which open periods; or why it cannot be. */
export function MoveEffectTables({ effect }: { effect: MoveEffectView }) {
  const t = useTranslations('partners.move');
  const house = useTranslations('partners')('houseAccount');
  const { day, month } = useFormat();
  if (effect.refusal) {
    return <RefusalBanner refusal={{ code: effect.refusal.code, details: { path: effect.refusal.path } }} />;
  }
  const { name, below, sponsorName, until, openPeriods, currency } = effect;
  const periods = openPeriods.map((period) => month(period.startsAt)).join(', ');
  return (
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">
        {t('effectTitle', { from: day(effect.validFrom) })}
      </Text>
      <Text as="p">{t('effectMoves', { name, below, sponsor: sponsorName || house })}</Text>
      {until !== null && <Text as="p">{t('effectUntil', { until: day(until) })}</Text>}
      <Teams title={t('gains')} teams={effect.gains} more={effect.moreGains} currency={currency} />
      <Teams title={t('loses')} teams={effect.loses} more={effect.moreLoses} currency={currency} />
      <Text as="p" tone="subdued">
        {openPeriods.length > 0 ? t('periods', { periods }) : t('noPeriods')}
      </Text>
    </BlockStack>
  );
}

interface TeamsProps {
  title: string;
  teams: readonly TeamChange[];
  more: number;
  currency: string;
}

function Teams({ title, teams, more, currency }: TeamsProps) {
  const t = useTranslations('partners.move');
  const { count, money } = useFormat();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {teams.length === 0 ? (
        <Text as="p" tone="subdued">
          {t('nobody')}
        </Text>
      ) : (
        <DataTable
          columnContentTypes={['text', 'numeric', 'numeric', 'numeric']}
          headings={[t('column.partner'), t('column.before'), t('column.after'), t('column.sales')]}
          rows={teams.map((team) => [
            `${team.name} ${team.number}`,
            count(team.belowBefore),
            count(team.belowAfter),
            money(team.teamAfterMinor, currency),
          ])}
        />
      )}
      {more > 0 && (
        <Text as="p" tone="subdued">
          {t('more', { count: more })}
        </Text>
      )}
    </BlockStack>
  );
}
