import { useTranslations } from 'use-intl';

/** Who did something, from the audit's `staff:123`: staff by their number at Shopify, anything else is the programme itself. */
export function useStaffName(): (actor: string) => string {
  const t = useTranslations('periods.actor');
  return (actor) => (actor.startsWith('staff:') ? t('staff', { id: actor.slice('staff:'.length) }) : t('system'));
}
