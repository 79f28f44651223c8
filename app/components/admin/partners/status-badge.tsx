import { Badge, type BadgeProps } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

export type PartnerStatusWord = 'house' | 'applied' | 'invited' | 'active' | 'suspended' | 'declined';

const LOOK: Readonly<Record<PartnerStatusWord, Pick<BadgeProps, 'tone' | 'progress'>>> = {
  house: {},
  applied: { tone: 'attention', progress: 'incomplete' },
  invited: { tone: 'info', progress: 'incomplete' },
  active: { tone: 'success', progress: 'complete' },
  suspended: { tone: 'critical' },
  declined: {},
};

interface StatusBadgeProps {
  status: PartnerStatusWord;
  /** Activity in the figures' period: of a partner who takes part it is what counts. Null: no run has said so yet. */
  active: boolean | null;
}

/** Word and shape together: filled is active, a ring is not. */
export function StatusBadge({ status, active }: StatusBadgeProps) {
  const t = useTranslations('partners.status');
  if (status === 'active' && active === false) return <Badge progress="incomplete">{t('inactive')}</Badge>;
  return <Badge {...LOOK[status]}>{t(status)}</Badge>;
}
