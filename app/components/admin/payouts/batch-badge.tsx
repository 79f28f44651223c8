import { Badge } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

const LOOK = {
  draft: { progress: 'incomplete' },
  exported: { progress: 'partiallyComplete', tone: 'attention' },
  paid: { progress: 'complete', tone: 'success' },
  cancelled: {},
} as const;
export type BatchState = keyof typeof LOOK;

/** How far a payout is. */
export function BatchBadge({ state }: { state: BatchState }) {
  const t = useTranslations('payouts.state');
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}
