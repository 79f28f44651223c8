import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';

interface Crumb {
  number: number;
  firstName: string;
  lastName: string;
}

interface TeamCardProps {
  number: number;
  upline: { first: Crumb | null; hidden: number; nearest: readonly Crumb[] };
  levels: readonly { level: number; partners: number; active: number }[];
  /** The last level that is shown holds all deeper ones. */
  levelsMax: number;
}

/** Who stands above, and how many on each level below; each count opens its list. */
export function TeamCard({ number, upline, levels, levelsMax }: TeamCardProps) {
  const t = useTranslations('partners.detail');
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            {t('team')}
          </Text>
          <Link url={`/app/tree?focus=${number}`}>{t('showTeam')}</Link>
        </InlineStack>
        <UplinePath {...upline} />
        {levels.length === 0 && <Text as="p">{t('teamEmpty')}</Text>}
        {levels.map(({ level, partners, active }) => (
          <InlineStack key={level} align="space-between" gap="200">
            <Text as="span">{level < levelsMax ? t('levelRow', { level }) : t('levelRest', { level })}</Text>
            <Link url={`/app/partners?below=${number}${level < levelsMax ? `&level=${level}` : ''}`}>
              {t('levelCount', { count: partners, active })}
            </Link>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function UplinePath({ first, hidden, nearest }: TeamCardProps['upline']) {
  const t = useTranslations('partners');
  const nameOf = usePersonName();
  const link = (crumb: Crumb) => (
    <span key={crumb.number}>
      {' › '}
      <Link url={`/app/partners/${crumb.number}`}>{nameOf(crumb)}</Link>
    </span>
  );
  return (
    <Text as="p" tone="subdued">
      {t('detail.upline')}: {t('houseAccount')}
      {first && link(first)}
      {hidden > 0 && ` › ${t('detail.uplineHidden', { count: hidden })}`}
      {nearest.map(link)}
    </Text>
  );
}
