import { expect, test } from 'vitest';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { findPlanDraft, planVersions } from '#app/adapters/db/repositories/plans.server.ts';
import { inCommonTransaction, inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { setUpForm } from '#app/domain/settings/set-up.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { saveDraft } from '#app/services/plans/save-draft.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: what was promised to partners never changes behind their back. Method: real PostgreSQL, one network a test.
const database = await testDatabase();
const now = new Date('2026-11-23T10:00:00Z');
const actor = 'staff:1';
const NOVEMBER = new Date('2026-10-31T23:00:00Z');
const DECEMBER = new Date('2026-11-30T23:00:00Z');
const plan = defaultPlan({ name: 'Plan', currency: 'EUR', cadence: 'month' });

async function givenNetwork(name: string): Promise<NetworkId> {
  const domain = `${name}.myshopify.com`;
  const facts = {
    domain,
    name,
    currency: 'EUR',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    storefrontUrl: '',
    scopes: '',
  };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, now));
  const form = {
    name,
    handle: name,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    cadence: 'month',
    firstPeriodOn: '2026-10-01',
    returnDays: '14',
    deliveryDays: '3',
    levels: ['10'],
  };
  return (await createNetwork({ ...setUpForm.parse(form), domain, actor, now })).networkId;
}

const publish = (networkId: NetworkId, startsAt: Date, document: unknown = plan) =>
  publishPlan({ networkId, programmeId: 1, document, startsAt, actor, now });
const versionsOf = (networkId: NetworkId) => inTransaction(networkId, (tx) => planVersions(tx, 1));

test('a plan is published once for the start of a period, and its draft is gone', async () => {
  const networkId = await givenNetwork('once');
  await saveDraft({ networkId, programmeId: 1, document: plan, actor, now });
  const [one, other] = await Promise.all([publish(networkId, DECEMBER), publish(networkId, DECEMBER)]);
  expect(one).toEqual(other);
  expect((await versionsOf(networkId)).map(({ effectiveAt }) => effectiveAt)).toEqual([DECEMBER, expect.any(Date)]);
  expect(await inTransaction(networkId, (tx) => findPlanDraft(tx, 1))).toBeNull();
});

test('the running period can still be given another plan, an accepted one and those before it cannot', async () => {
  const networkId = await givenNetwork('accepted');
  expect(await publish(networkId, NOVEMBER)).toEqual({ version: 2 });
  const [november] = await database.asOwner<{ id: number }>(
    'select id from period where network_id = $1 and starts_at = $2',
    [networkId, NOVEMBER],
  );
  await database.asOwner(`insert into period_acceptance values ($1, $2, 1, now(), now(), 'staff:1')`, [
    networkId,
    november?.id,
  ]);
  const changed = { ...plan, name: 'Another' };
  await expect(publish(networkId, NOVEMBER, changed)).rejects.toMatchObject({ code: 'period.accepted' });
  expect(await publish(networkId, DECEMBER, changed)).toEqual({ version: 3 });
});

test('an instant that begins no period is refused', async () => {
  const networkId = await givenNetwork('between');
  await expect(publish(networkId, new Date('2026-12-05T23:00:00Z'))).rejects.toMatchObject({
    code: 'period.not-found',
  });
});

test('a wrong document is refused with the path of every field, and nothing is kept', async () => {
  const networkId = await givenNetwork('wrong');
  const wrong = { ...plan, currency: 'CHF' };
  await expect(publish(networkId, DECEMBER, wrong)).rejects.toMatchObject({ details: { currency: 'not-offered' } });
  const [component] = plan.components;
  const document = { ...plan, components: [{ ...component, rates: { kind: 'by_level', levels: ['0.1', '5'] } }] };
  const saving = saveDraft({ networkId, programmeId: 1, document, actor, now });
  await expect(saving).rejects.toMatchObject({
    code: 'plan.invalid',
    details: { 'components[0].rates.levels[1]': 'not-a-rate' },
  });
  expect(await versionsOf(networkId)).toHaveLength(1);
  expect(await inTransaction(networkId, (tx) => findPlanDraft(tx, 1))).toBeNull();
});

test('a component of another cadence than the programme’s periods is refused: nothing would ever pay it', async () => {
  const networkId = await givenNetwork('weekly');
  const weekly = plan.components.map((component) => ({ ...component, cadence: 'week' }));
  for (const components of [
    weekly,
    [...plan.components, ...weekly.map((component) => ({ ...component, id: 'weekly' }))],
  ]) {
    const place = components.length - 1;
    await expect(publish(networkId, DECEMBER, { ...plan, components })).rejects.toMatchObject({
      code: 'plan.blocked',
      details: { [`components[${place}].cadence`]: 'not-run-yet' },
    });
  }
  expect(await versionsOf(networkId)).toHaveLength(1);
});
