import { expect, test } from 'vitest';
import { judgePlan } from '#app/domain/compliance/judge-plan.ts';
import { COMPLIANCE_CODES } from '#app/domain/compliance/finding.ts';
import { messagesOf } from '#app/locales/catalogue.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';

const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const plan = TEMPLATES.unilevel.plan(REQUEST);
const said = (document: unknown, currency = 'EUR') =>
  judgePlan(document, currency).findings.map(
    ({ about, severity, code, path }) => `${about} ${severity} ${code} ${path}`,
  );

test('what does not parse is said with its place and the key that was meant, and has no ceiling', () => {
  const { currency: _, ...rest } = plan;
  const judged = judgePlan({ ...rest, curency: 'EUR' }, 'EUR');
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
