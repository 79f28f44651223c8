import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { Judged } from '#app/domain/compliance/judge-plan.ts';

/** A finding in the page's language: what is wrong or to be known, and where the rule comes from. */
export function useFindingText(): (finding: Judged) => string {
  const t = useTranslations('plan.findings');
  const language = useSentence('plan.finding');
  const law = useSentence('plan.law');
  const source = useSentence('plan.source');
  const { rate } = useFormat();
  return ({ about, code, suggestion, source: from, values }) => {
    if (about !== 'compliance') {
      const sentence = language(code);
      return suggestion === null ? sentence : t('meant', { sentence, key: suggestion });
    }
    const share = typeof values['ratePpm'] === 'number' ? rate(values['ratePpm']) : '';
    const sentence = law(code, { component: String(values['component'] ?? ''), share });
    return from === null ? sentence : t('from', { sentence, source: source(from) });
  };
}
