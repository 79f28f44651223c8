import { useTranslations } from 'use-intl';

interface Named {
  number: number;
  firstName: string;
  lastName: string;
}

/** A partner's name as pages say it; the house account has a word of its own. */
export function usePersonName() {
  const t = useTranslations('partners');
  return ({ number, firstName, lastName }: Named): string => {
    if (number === 0) return t('houseAccount');
    return `${firstName} ${lastName}`.trim() || t('unnamed');
  };
}
