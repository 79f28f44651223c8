import { Banner } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { ErrorDetails } from '#app/errors.ts';

/** Why something was not done, above the form that asked for it: the sentence of its code in `errors.json`. */
export function RefusalBanner({ refusal }: { refusal: { code: string; details: ErrorDetails } | null }) {
  const t = useTranslations('admin.error');
  const sentence = useSentence('errors');
  if (!refusal) return null;
  const { incident } = refusal.details;
  return (
    <Banner tone="critical" title={t('refused')}>
      <p>{sentence(refusal.code, refusal.details)}</p>
      {incident !== undefined && <p>{t('incident', { id: incident })}</p>}
    </Banner>
  );
}
