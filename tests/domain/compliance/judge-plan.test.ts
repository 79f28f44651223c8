import { expect, test } from 'vitest';
import { judgePlan } from '#app/domain/compliance/judge-plan.ts';
import { COMPLIANCE_CODES } from '#app/domain/compliance/finding.ts';
import { messagesOf } from '#app/locales/catalogue.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';

const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const plan = TEMPLATES.unilevel.plan(REQUEST);
const said = (document: unknown, currency = 'EUR', country = 'DE') =>
  judgePlan(document, { currency, country }).findings.map(
    ({ about, severity, code, path }) => `${about} ${severity} ${code} ${path}`,
  );

test('what does not parse is said with its place and the key that was meant, and has no ceiling', () => {
  const { currency: _, ...rest } = plan;
  const judged = judgePlan({ ...rest, curency: 'EUR' }, { currency: 'EUR', country: 'DE' });
  expect(judged).toMatchObject({ plan: null, ceilingPpm: null });
  expect(judged.findings).toContainEqual(
    expect.objectContaining({ code: 'unknown-key', path: 'curency', suggestion: 'currency', severity: 'error' }),
  );
});

test('another currency than the ledger counts in blocks', () => {
  expect(said(plan, 'CHF')).toContain('language error not-offered currency');
});

test('what law says blocks as much as what cannot be run, and errors come first', () => {
  const activity = { kind: 'own_volume', volume: 'net', at_least: '50' } as const;
  const found = said({ ...plan, activity });
  expect(found).toContain('compliance error own-purchase-only activity');
  const severities = found.map((line) => line.split(' ')[1]);
  expect(severities).toEqual(severities.toSorted((a, b) => Number(b === 'error') - Number(a === 'error')));
});

test.each(TEMPLATE_NAMES)('nothing in law stands against the template %s', (name) => {
  const errors = said(TEMPLATES[name].plan(REQUEST)).filter((line) => line.startsWith('compliance error'));
  expect(errors).toEqual([]);
});

test('every finding of law has its words and every source its name', () => {
  for (const locale of ['en', 'de'] as const) {
    const { law, source } = messagesOf(locale).plan;
    expect(Object.keys(law).toSorted()).toEqual([...COMPLIANCE_CODES].toSorted());
    expect(Object.keys(source)).toEqual(['koscot', 'ucpd_14', 'uwg_16', 'herbalife', 'amway', 'arithmetic']);
  }
});

test('the law of the seat holds, whatever profile the plan names', () => {
  const activity = { kind: 'own_volume', volume: 'net', at_least: '50' } as const;
  const blocked = 'compliance error own-purchase-only activity';
  const milder = { ...plan, activity, profile: 'none' };
  expect(said(milder, 'EUR', 'AT').filter((line) => line === blocked)).toHaveLength(1);
  expect(said({ ...milder, profile: 'de_eu' }, 'EUR', 'US').filter((line) => line === blocked)).toHaveLength(1);
  expect(said(milder, 'EUR', 'BR')).not.toContain(blocked);
  const warned = 'compliance warning no-self-limit rules.self_volume_limit';
  expect([said(plan, 'EUR', 'US').includes(warned), said(plan, 'EUR', 'DE').includes(warned)]).toEqual([true, false]);
});
