import { useTranslations } from 'use-intl';

/** Who did something, from the audit's `staff:123`: staff by their account's number at Shopify, anything else is the programme itself. */
export function useStaffName(): (actor: string) => string {
  const t = useTranslations('periods.actor');
  return (actor) => {
    if (!actor.startsWith('staff:')) return t('system');
    const id = actor.slice('staff:'.length);
    return /^\d+$/.test(id) ? t('staffNumber', { id }) : t('staff');
  };
}
