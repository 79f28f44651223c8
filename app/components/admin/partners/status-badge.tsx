import { Badge, type BadgeProps } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';

const LOOK: Readonly<Record<PartnerStatus, Pick<BadgeProps, 'tone' | 'progress'>>> = {
  house: {},
  applied: { tone: 'attention', progress: 'incomplete' },
  invited: { tone: 'info', progress: 'incomplete' },
  active: { tone: 'success', progress: 'complete' },
  suspended: { tone: 'critical' },
  terminated: {},
  declined: {},
};

interface StatusBadgeProps {
  status: PartnerStatus;
  /** Activity in the figures' period: of a partner who takes part it is what counts. Null: no run has said so yet. */
  active: boolean | null;
}

/** Word and shape together: filled is active, a ring is not. */
export function StatusBadge({ status, active }: StatusBadgeProps) {
  const t = useTranslations('partners.status');
  if (status === 'active' && active === false) return <Badge progress="incomplete">{t('inactive')}</Badge>;
  return <Badge {...LOOK[status]}>{t(status)}</Badge>;
}
