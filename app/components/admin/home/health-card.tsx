import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { LineList } from '#app/components/admin/line-list.tsx';
import type { Embed } from '#app/components/admin/use-embed.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface HealthFacts {
  lastDeliveryAt: string | null;
  waiting: number;
  parked: number;
  isBehind: boolean;
  shopsWithoutAccess: readonly string[];
  reconcile: { finishedAt: string | null; found: number };
}

interface HealthCardProps {
  health: HealthFacts;
  embed: Embed;
  now: string;
  /** False on the page that the lines lead to. */
  isLinked?: boolean;
}

const isEmbedProblem = ({ state }: Embed) => state === 'off' || state === 'failed';

const HEALTH = '/app/settings/health';

/** The pipe from Shopify, one line each; red only where somebody has to do something. */
export function HealthCard({ health, embed, now, isLinked = true }: HealthCardProps) {
  const t = useTranslations('home.health');
  const { ago } = useFormat();
  const { lastDeliveryAt, waiting, parked, isBehind, shopsWithoutAccess, reconcile } = health;
  const link = isLinked ? { to: HEALTH } : {};
  const lines = [
    { text: lastDeliveryAt ? t('last', { ago: ago(lastDeliveryAt, now) }) : t('never'), ...link },
    { text: t('inbox', { waiting, parked }), ...link, isProblem: parked > 0 || isBehind },
    ...shopsWithoutAccess.map((shop) => ({ text: t('accessLost', { shop }), ...link, isProblem: true })),
    ...(shopsWithoutAccess.length === 0 ? [{ text: t('access') }] : []),
    { text: t(`embed.${embed.state}`), ...(isEmbedProblem(embed) ? { isProblem: true } : {}) },
    {
      text: reconcile.finishedAt
        ? t('reconciled', { ago: ago(reconcile.finishedAt, now), found: reconcile.found })
        : t('notReconciled'),
      ...link,
    },
  ];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {isLinked ? t('title') : t('now')}
        </Text>
        <LineList lines={lines} />
        {embed.state === 'failed' && (
          <InlineStack>
            <Button onClick={embed.askAgain}>{t('embed.again')}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
