import { useTranslations } from 'use-intl';
import type { DraftValues } from '#app/components/admin/plan/draft-form.tsx';
import { PlanExample } from '#app/components/admin/plan-example.tsx';
import { useExample } from '#app/components/admin/use-example.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { ExampleAnswer } from '#app/domain/plan/example-request.ts';

interface LevelExamplesProps {
  values: Pick<DraftValues, 'levels' | 'compression' | 'activity'>;
  currency: string;
  /** Of what is stored. */
  first: ExampleAnswer;
}

/** What one order pays by the rates as they are typed: with everybody active, and without Ben where activity is asked for. */
export function LevelExamples({ values, currency, first }: LevelExamplesProps) {
  const t = useTranslations('plan.example');
  const { money } = useFormat();
  const { levels, compression, activity } = values;
  const example = useExample({ currency, levels, compression }, first);
  const base = money(String(example.everybody.baseMinor), example.currency);
  return (
    <>
      <PlanExample
        example={example.everybody}
        currency={example.currency}
        title={t('title')}
        intro={t('intro', { base })}
      />
      {activity !== 'none' && (
        <PlanExample
          example={example.withoutBen}
          currency={example.currency}
          title={t('inactiveTitle')}
          intro={t('inactiveIntro', { base })}
        />
      )}
    </>
  );
}
