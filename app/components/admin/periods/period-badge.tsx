import { Badge } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

const LOOK = {
  open: { progress: 'incomplete' },
  closed: { progress: 'partiallyComplete', tone: 'attention' },
  accepted: { progress: 'complete', tone: 'success' },
} as const;

/** Whether a period runs, has ended, or is final. */
export function PeriodBadge({ state }: { state: keyof typeof LOOK }) {
  const t = useTranslations('periods.state');
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}
