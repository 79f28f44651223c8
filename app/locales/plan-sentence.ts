import type { ComponentSentence } from '#app/domain/engine/primitive.ts';
import type { TextContext } from '#app/locales/explanation-words.ts';

/** What a cell of a plan pays, as a sentence about `name`: "Anna earns 3% of the net value of orders at pay level 3." */
export function planSentence(
  { table, level, ratePpm }: ComponentSentence,
  name: string,
  { t, format }: Pick<TextContext, 't' | 'format'>,
): string {
  const rate = format.percent(ratePpm);
  switch (table.kind) {
    case 'default':
      return t('plan.level', { name, rate, level });
    case 'tag':
      return t('plan.levelTag', { name, rate, level, table: table.value });
    case 'collection':
      return t('plan.levelCollection', { name, rate, level, table: table.value });
  }
}
