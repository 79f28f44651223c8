import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { checkCompliance } from '#app/domain/compliance/check-compliance.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { caseOfTemplate, TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';

const cents = (amount: string) => BigInt(amount.replace('.', ''));

test.each(TEMPLATE_NAMES)('the worked example of %s pays what its description says, to the cent', (name) => {
  const paid = new Map<string, bigint>();
  for (const { earner, component, amount } of runCase(caseOfTemplate(name)).rows) {
    const key = `${earner} ${component}`;
    paid.set(key, (paid.get(key) ?? 0n) + cents(amount));
  }
  const said = TEMPLATES[name].example.pays.map(
    ({ earner, component, amount }) => [`${earner} ${component}`, cents(amount)] as const,
  );
  expect(paid).toEqual(new Map(said));
});

test.each(TEMPLATE_NAMES)('every component of %s pays somebody in its example', (name) => {
  const given = caseOfTemplate(name);
  const paying = new Set(runCase(given).rows.map(({ component }) => component));
  expect([...paying].sort()).toEqual(given.plan.components.map(({ id }) => id).sort());
});

test.each(TEMPLATE_NAMES)('%s parses in every currency and cadence, and nothing about it blocks', (name) => {
  for (const currency of ['EUR', 'CHF', 'JPY']) {
    for (const cadence of ['week', 'month'] as const) {
      const parsed = parsePlan(TEMPLATES[name].plan({ name: 'Lotus', currency, cadence }));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
      expect(checkCompliance(parsed.plan).filter(({ severity }) => severity !== 'note')).toEqual([]);
    }
  }
});

test('an example is a case that can be written down and read again', () => {
  for (const name of TEMPLATE_NAMES) {
    const given = caseOfTemplate(name);
    expect(caseSchema.parse(JSON.parse(JSON.stringify(given)))).toEqual(given);
  }
});
