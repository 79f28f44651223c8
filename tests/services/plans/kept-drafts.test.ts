import { expect, test } from 'vitest';
import { findPlanDraft, keptPlanDrafts, planVersions } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';
import { openDraft } from '#app/services/plans/change-draft.ts';
import { openKeptDraft, removeKeptDraft, startFromTemplate } from '#app/services/plans/kept-drafts.ts';
import { publishDraft } from '#app/services/plans/publish-draft.ts';
import { saveDraft } from '#app/services/plans/save-draft.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenYoungNetwork } from '#tests/routes/given-admin.ts';

// Goal: nothing that was written is lost, and nothing that may not be is published. Method: real PostgreSQL, one network a test.
const database = await testDatabase();
const now = new Date('2026-11-23T10:00:00Z');
const DECEMBER = new Date('2026-11-30T23:00:00Z');

interface Place {
  networkId: NetworkId;
  programmeId: number;
  actor: string;
  now: Date;
}

async function givenPlan(name: string): Promise<Place> {
  const networkId = await givenYoungNetwork(database, name);
  return { networkId, programmeId: 1, actor: 'staff:1', now };
}

const draftOf = ({ networkId }: Place) =>
  inTransaction(networkId, async (tx) => {
    const draft = await findPlanDraft(tx, 1);
    return draft && planSchema.parse(draft.document);
  });
const keptOf = async ({ networkId }: Place) =>
  (await inTransaction(networkId, (tx) => keptPlanDrafts(tx, 1))).map(({ id, document }) => {
    return { id, name: planSchema.parse(document).name };
  });

test('every template becomes a draft in the currency and cadence of the network', async () => {
  const place = await givenPlan('every');
  for (const template of TEMPLATE_NAMES) {
    await startFromTemplate({ ...place, template, name: template });
    const plan = TEMPLATES[template].plan({ name: template, currency: 'EUR', cadence: 'month' });
    expect(await draftOf(place)).toEqual(planSchema.parse(plan));
  }
  expect((await keptOf(place)).map(({ name }) => name)).toEqual(TEMPLATE_NAMES.toReversed().slice(1));
});

test('a draft that was changed is put aside, one that was only opened is the published plan', async () => {
  const place = await givenPlan('aside');
  await openDraft(place);
  await startFromTemplate({ ...place, template: 'party', name: 'Party' });
  expect(await keptOf(place)).toEqual([]);
  await startFromTemplate({ ...place, template: 'unilevel', name: 'Unilevel' });
  const [party] = await keptOf(place);
  expect(party?.name).toBe('Party');
  await openKeptDraft({ ...place, id: party?.id ?? 0 });
  expect((await draftOf(place))?.name).toBe('Party');
  expect((await keptOf(place)).map(({ name }) => name)).toEqual(['Unilevel']);
  await expect(openKeptDraft({ ...place, id: party?.id ?? 0 })).rejects.toMatchObject({ code: 'plan.draft-not-found' });
});

test('a draft that was put aside can be thrown away, twice does no harm', async () => {
  const place = await givenPlan('thrown');
  await startFromTemplate({ ...place, template: 'party', name: 'Party' });
  await startFromTemplate({ ...place, template: 'unilevel', name: 'Unilevel' });
  const [party] = await keptOf(place);
  const gone = { ...place, id: party?.id ?? 0 };
  await removeKeptDraft(gone);
  await removeKeptDraft(gone);
  expect(await keptOf(place)).toEqual([]);
  expect((await draftOf(place))?.name).toBe('Unilevel');
});

test('what another network put aside is not there', async () => {
  const [place, other] = [await givenPlan('eins'), await givenPlan('zwei')];
  await startFromTemplate({ ...place, template: 'party', name: 'Party' });
  await startFromTemplate({ ...place, template: 'unilevel', name: 'Unilevel' });
  const [party] = await keptOf(place);
  const foreign = { ...other, id: party?.id ?? 0 };
  await expect(openKeptDraft(foreign)).rejects.toMatchObject({ code: 'plan.draft-not-found' });
  await removeKeptDraft(foreign);
  expect(await keptOf(place)).toHaveLength(1);
});

test('a draft that the law forbids is kept and not published', async () => {
  const place = await givenPlan('law');
  const plan = TEMPLATES.unilevel.plan({ name: 'Own purchases', currency: 'EUR', cadence: 'month' });
  const document = { ...plan, activity: { kind: 'own_volume', volume: 'net', at_least: '50' } };
  await saveDraft({ ...place, document });
  await expect(publishDraft({ ...place, startsAt: DECEMBER })).rejects.toMatchObject({
    code: 'plan.blocked',
    details: { activity: 'own-purchase-only' },
  });
  expect((await draftOf(place))?.name).toBe('Own purchases');
  expect(await inTransaction(place.networkId, (tx) => planVersions(tx, 1))).toHaveLength(1);
});
