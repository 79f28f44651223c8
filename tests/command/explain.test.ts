import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from '#app/command/plan-command.ts';
import { caseOfTemplate, type TemplateName } from '#app/domain/templates/templates.ts';

const run = (name: TemplateName, ...words: string[]) =>
  runCommand(['explain', '-', ...words], Readable.from([JSON.stringify(caseOfTemplate(name))]));
const answer = z.object({
  explanation: z.looseObject({ kind: z.string() }),
  text: z.object({ en: z.object({ sentence: z.array(z.string()) }), de: z.object({ sentence: z.array(z.string()) }) }),
});

test('a row is explained by its value and in both languages', async () => {
  const { code, output, complaint } = await run('unilevel', '--row', '1');
  expect({ code, complaint }).toEqual({ code: 0, complaint: null });
  const { explanation, text } = answer.parse(JSON.parse(output ?? ''));
  expect(explanation.kind).toBe('level_pay');
  expect(text.en.sentence[0]).toMatch(/^Partner \d+ earns €/);
  expect(text.de.sentence[0]).toMatch(/erhält/);
});

test('a row of a placement tree is explained along the places', async () => {
  const { output } = await run('matrix', '--row', '1');
  const { explanation } = z
    .object({ explanation: z.object({ tree: z.string(), path: z.array(z.looseObject({ level: z.int() })) }) })
    .parse(JSON.parse(output ?? ''));
  // Emil stands below Ben, whom nobody but Anna recommended.
  expect(explanation).toMatchObject({
    tree: 'matrix',
    path: [
      { person: { number: 1005 }, level: 1 },
      { person: { number: 1002 }, level: 2 },
      { person: { number: 1001 }, level: 3 },
    ],
  });
});

test('a row of the period is explained like one of an order', async () => {
  const { code, output } = await run('binary', '--row', '5');
  expect(code).toBe(0);
  const { explanation, text } = answer.parse(JSON.parse(output ?? ''));
  expect(explanation).toMatchObject({ kind: 'period_pay', pay: { kind: 'leg_pairing' }, amountMinor: '2000' });
  expect(text.en.sentence[0]).toBe(
    'Partner 1002 earns €20.00 from pairs of the left and the right leg in November 2026.',
  );
  expect(text.de.sentence[0]).toMatch(/erhält 20,00/);
});

test('of what no order decides it is told what was lacking', async () => {
  const { output } = await run('binary', '--nothing', '1004', '1');
  const { explanation, text } = answer.parse(JSON.parse(output ?? ''));
  expect(explanation).toMatchObject({
    kind: 'nothing',
    reason: 'not-in-path',
    once: [
      { component: 'pairs', outcome: 'nothing-to-pay' },
      { component: 'match', outcome: 'nothing-to-pay' },
    ],
  });
  expect(text.en.sentence).toContain('Binary bonus: paid once per period; the two legs gave no pair in November 2026.');
});

test('whoever gets nothing from an order is told why', async () => {
  const given = caseOfTemplate('unilevel');
  const [order] = given.orders;
  const reasons = [];
  for (const { number } of given.partners) {
    const { output } = await run('unilevel', '--nothing', String(number), String(order?.id));
    if (output !== null) reasons.push(answer.parse(JSON.parse(output)).explanation.kind);
  }
  expect(reasons.length).toBeGreaterThan(0);
  expect(new Set(reasons)).toEqual(new Set(['nothing']));
});

test('what is not there or not asked for properly is refused with what to do', async () => {
  const complaintOf = async (name: TemplateName, ...words: string[]) => {
    const { code, complaint } = await run(name, ...words);
    expect(code).toBe(2);
    return complaint;
  };
  expect(await complaintOf('unilevel', '--row', '99999')).toBe('the case has no row of that number');
  expect(await complaintOf('unilevel', '--row', 'x')).toBe('the case has no row of that number');
  expect(await complaintOf('unilevel', '--nothing', '1', '900')).toBe('the case has no partner with that number');
  expect(await complaintOf('unilevel', '--nothing', '1001', '5')).toBe('the case has no order with that id');
  expect(await complaintOf('unilevel')).toContain('plan explain FILE --row N');
});
