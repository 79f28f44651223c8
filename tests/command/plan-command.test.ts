import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from '#app/command/plan-command.ts';
import { caseOfTemplate, TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'lineage-plan-'));
const run = (words: string[], input = '') => runCommand(words, Readable.from([input]));
const stored = (name: string, document: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
};

test('a case from a file or from standard input gives rows, ranks, state and totals', async () => {
  const given = caseOfTemplate('unilevel');
  const fromFile = await run(['run', stored('unilevel.json', given)]);
  const fromInput = await run(['run', '-'], JSON.stringify(given));
  expect(fromFile).toEqual(fromInput);
  expect(fromFile.code).toBe(0);
  expect(JSON.parse(fromFile.output ?? '')).toMatchObject({ rows: expect.any(Array), totals: { paid: '18.40' } });
});

test('the state that comes out goes in again', async () => {
  const given = caseOfTemplate('binary');
  const first = z
    .object({ state: z.unknown() })
    .parse(JSON.parse((await run(['run', '-'], JSON.stringify(given))).output ?? ''));
  const next = { ...given, orders: [], prior: { state: first.state } };
  const second = await run(['run', '-'], JSON.stringify(next));
  expect(second.complaint).toBeNull();
  expect(second.code).toBe(0);
});

test('what does not parse is refused with the path and what to do', async () => {
  const { plan: _, ...withoutPlan } = caseOfTemplate('unilevel');
  expect(await run(['run', '-'], JSON.stringify(withoutPlan))).toEqual({
    code: 2,
    output: null,
    complaint: 'plan is missing: add it',
  });
  const given = caseOfTemplate('unilevel');
  const misspelt = { ...given, plan: { ...given.plan, activty: given.plan.activity, activity: undefined } };
  expect((await run(['run', '-'], JSON.stringify(misspelt))).complaint).toContain(
    'plan.activty is not known: remove it; did you mean activity?',
  );
  expect((await run(['run', '-'], '{')).complaint).toMatch(/^-: not JSON/);
  expect((await run(['run', join(folder, 'nowhere.json')])).code).toBe(2);
  expect((await run(['walk'])).complaint).toContain('plan run FILE');
  expect((await run(['example', 'pyramid'])).code).toBe(2);
});

test('facts that contradict each other are refused with what is wrong', async () => {
  const given = caseOfTemplate('refer_a_friend');
  const circle = given.partners.map((partner) => ({
    ...partner,
    sponsors: partner.sponsors.map((edge) => ({ ...edge, sponsor: partner.number })),
  }));
  const result = await run(['run', '-'], JSON.stringify({ ...given, partners: circle }));
  expect(result).toMatchObject({ code: 2, output: null });
  expect(result.complaint).toContain('a circle in the tree: 1001 > 1001');
});

test('a plan with findings that block exits with 1', async () => {
  const plan = TEMPLATES.unilevel.plan({ name: 'Lotus', currency: 'EUR', cadence: 'month' });
  const forced = { ...plan, activity: { kind: 'own_volume', volume: 'net', at_least: '50' } };
  expect((await run(['lint', '-'], JSON.stringify(plan))).code).toBe(0);
  const blocked = await run(['lint', '-'], JSON.stringify(forced));
  expect(blocked.code).toBe(1);
  expect(JSON.parse(blocked.output ?? '')).toMatchObject({ findings: [{ code: 'own-purchase-only' }, {}] });
});

test('the schema names every kind of component', async () => {
  const { output } = await run(['schema']);
  for (const { kind } of TEMPLATE_NAMES.flatMap((name) => caseOfTemplate(name).plan.components)) {
    expect(output).toContain(`"${kind}"`);
  }
});
