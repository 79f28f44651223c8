import { expect, test } from 'vitest';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { planSentence } from '#app/locales/plan-sentence.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';

test('every cell of a plan has its sentence', () => {
  const component = {
    ...at(defaultPlan({ name: 'Standard', currency: 'EUR' }).components, 0),
    rates: ['0.10', '0.025'],
    tagged_rates: [
      { match: 'tag' as const, value: 'Premium', rates: ['0.2'] },
      { match: 'collection' as const, value: '77', rates: ['0'] },
    ],
  };
  const sentences = primitiveOf(component).sentencesOf(component);
  const inEnglish = explanationContext('en', 'Europe/Berlin', 'merchant');
  expect(sentences.map((sentence) => planSentence(sentence, 'Anna', inEnglish))).toEqual([
    'Anna earns 10% of the net value of orders at pay level 1.',
    'Anna earns 2.5% of the net value of orders at pay level 2.',
    'Anna earns 20% of the net value of products with the tag “Premium” at pay level 1.',
    'Anna earns 0% of the net value of products of the collection 77 at pay level 1.',
  ]);
  const inGerman = explanationContext('de', 'Europe/Berlin', 'merchant');
  expect(planSentence(at(sentences, 2), 'Anna', inGerman).replaceAll('\u00a0', ' ')).toBe(
    'Anna erhält 20 % vom Nettowert der Produkte mit dem Tag „Premium“ auf Provisionsebene 1.',
  );
});
