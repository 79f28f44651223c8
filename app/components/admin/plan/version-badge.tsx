import { Badge } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

const LOOK = {
  'in-force': { tone: 'success' },
  planned: { tone: 'info' },
  overtaken: {},
  past: {},
} as const;
export type VersionState = keyof typeof LOOK;

/** Whether a version of the plan holds, will hold, or held. */
export function VersionBadge({ state }: { state: VersionState }) {
  const t = useTranslations('plan.versions.state');
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}
