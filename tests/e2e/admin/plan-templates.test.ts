// Goal: every template can be chosen, published and run in the demo, and each of its components pays somebody there.
// Method: the demo's history behind the real processes; the merchant's way through the pages, one template after the other.
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPLATES, type TemplateName } from '#app/domain/templates/templates.ts';
import { adminStage, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';
import { eventually } from '#tests/e2e/eventually.ts';
import type { Language } from '#tests/demo/visits.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const PATIENCE_MS = 120_000;
const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;

interface Totals {
  /** Those of older plans that paid late orders have a period. */
  components: { id: string; rows: number; paidMinor: number; period: number }[];
}

/** Presses the template's button; the page of its draft. */
async function begin(name: TemplateName, language: Language): Promise<FrameLocator> {
  const t = textsOf(language);
  const tab = await stage.tab();
  const frame = await stage.open(tab, '/app/plan/templates', language);
  const title = t(`plan.template.${name}.title`);
  await frame.getByRole('button', { name: t('plan.template.startNamed', { title }), exact: true }).click();
  await frame.getByRole('tab', { name: t('plan.tab.document') }).waitFor();
  return frame;
}

/** Publishes the draft for the running period; the number of the version. */
async function publish(frame: FrameLocator, language: Language): Promise<number> {
  const t = textsOf(language);
  const [newest] = await stage.query<{ version: number }>('select max(version) as version from plan_version');
  const version = (newest?.version ?? 0) + 1;
  const [running] = await stage.query<{ startsAt: Date }>(
    'select starts_at as "startsAt" from period where starts_at <= now() and ends_at > now()',
  );
  await frame.getByLabel(t('plan.publish.from')).selectOption(running?.startsAt.toISOString() ?? '');
  await frame.getByRole('heading', { name: t('plan.publish.title', { version }) }).waitFor();
  await frame.locator('.Polaris-Button--variantPrimary').last().click();
  await frame.getByRole('dialog').locator('footer button.primary').click();
  await frame.getByRole('heading', { name: t('plan.newest', { version }), exact: true }).waitFor();
  return version;
}

/** What the newest preview of the running period came to, once it follows a version of the plan. */
const totalsOf = (version: number): Promise<Totals> =>
  eventually(async () => {
    const [run] = await stage.query<{ totals: Totals }>(
      `select r.totals from period_preview v join run r on r.network_id = v.network_id and r.id = v.run_id
        where r.plan_version = $1 and r.state = 'done'`,
      [version],
    );
    if (!run) throw new Error(`no preview of version ${version}`);
    return run.totals;
  }, PATIENCE_MS);

const CASES: readonly [TemplateName, Language][] = [
  ['refer_a_friend', 'de'],
  ['unilevel', 'en'],
  ['unilevel_ranks', 'de'],
  ['stairstep', 'en'],
  ['binary', 'de'],
  ['matrix', 'en'],
  ['generations', 'de'],
  ['party', 'en'],
];

test.each(CASES)('%s is chosen, published and run, and every component pays', async (name, language) => {
  const t = textsOf(language);
  const frame = await begin(name, language);
  const version = await publish(frame, language);
  const components = (await totalsOf(version)).components.filter(({ period }) => period < 0);
  const plan = TEMPLATES[name].plan(REQUEST);
  expect(components.map(({ id }) => id)).toEqual(plan.components.map(({ id }) => id));
  for (const { id, rows, paidMinor } of components) {
    expect(rows, id).toBeGreaterThan(0);
    expect(paidMinor, id).toBeGreaterThan(0);
  }
  const [period] = await stage.query<{ id: number }>('select max(id) as id from period where starts_at <= now()');
  const tab = await stage.tab();
  const page = await stage.open(tab, `/app/periods/${period?.id}`, language);
  // A plan of one component is told by level alone.
  const named = components.length > 1 ? components.map(({ id }) => id) : [t('periods.components.direct')];
  for (const link of named) await page.getByRole('link', { name: link, exact: true }).first().waitFor();
  if (plan.ranks.ladder.length > 0) await page.getByRole('heading', { name: t('periods.ranks.title') }).waitFor();
});
