import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  enterNetwork,
  insertNetwork,
  insertProgramme,
  lockShopNetwork,
} from '#app/adapters/db/repositories/networks.server.ts';
import { insertPlanVersion } from '#app/adapters/db/repositories/plans.server.ts';
import { findShop, joinNetwork } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type Connection, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { brandOf, DEFAULT_COLOUR } from '#app/domain/brand/brand.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import type { SetUp } from '#app/domain/settings/set-up.ts';
import { defaultSettings } from '#app/domain/settings/settings.ts';
import { AppError } from '#app/errors.ts';
import { importOrders } from '#app/services/networks/import-orders.ts';
import { ensureHouse } from '#app/services/partners/ensure-house.ts';
import { openPeriod } from '#app/services/periods/ensure-periods.ts';
import { loadPeriod } from '#app/services/periods/load-periods.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { appendSetting } from '#app/services/settings/save-setting.ts';

/** A network has one programme with one calendar so far; the tables know several. */
const FIRST_PROGRAMME = 1;
const FIRST_CALENDAR = 1;
const FIRST_PERIOD = 1;
const FIRST_VERSION = 1;

export interface CreateNetwork extends SetUp {
  /** The shop that founds it. */
  readonly domain: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Founds a network for a shop: programme, calendar and periods, house account, settings, and the plan of the form's rates,
 * published for the first period. One transaction; sent twice, the second finds what the first made. The shop's deliveries
 * that waited go on, and its orders of the last 60 days are fetched.
 * @throws AppError 'request.invalid' for a handle that is taken or a first period that lies ahead
 */
export function createNetwork(request: CreateNetwork): Promise<{ networkId: NetworkId }> {
  return inCommonTransaction(async (connection) => {
    const known = await lockShopNetwork(connection, request.domain);
    if (known === undefined) throw new AppError('shop.not-set-up');
    if (known !== null) return { networkId: known };
    if (request.firstPeriodOn > dayIn(request.timeZone, request.now)) {
      throw new AppError('request.invalid', { firstPeriodOn: 'in-the-future' });
    }
    const { tx, country } = await found(connection, request);
    await writeProgramme(tx, request);
    await writeSettings(tx, request, country);
    await ensureHouse(tx, request.now);
    await appendAudit(tx, {
      at: request.now,
      actor: request.actor,
      action: 'network.created',
      subject: `network:${tx.networkId}`,
      after: { shop: request.domain, handle: request.handle, currency: request.currency, cadence: request.cadence },
    });
    await importOrders(tx, request.domain);
    await orderPreview(tx);
    return { networkId: tx.networkId };
  });
}

async function found(connection: Connection, request: CreateNetwork): Promise<{ tx: Tx; country: string }> {
  const { handle, name, currency, timeZone, domain, now } = request;
  const shop = await findShop(connection, domain);
  assert(shop, `no shop ${domain}`);
  const { country } = shop;
  const network = await insertNetwork(connection, { handle, name, currency, timeZone, country, createdAt: now });
  if (!network) throw new AppError('request.invalid', { handle: 'taken' });
  await joinNetwork(connection, domain, network.id);
  return { tx: await enterNetwork(connection, network.id), country };
}

async function writeProgramme(tx: Tx, request: CreateNetwork): Promise<void> {
  const { name, cadence, timeZone, now, actor, currency, levels } = request;
  const calendar = { id: FIRST_CALENDAR, cadence, timeZone, firstOn: request.firstPeriodOn };
  await insertProgramme(tx, { id: FIRST_PROGRAMME, name, calendar, createdAt: now });
  await openPeriod(tx, { ...calendar, programmeId: FIRST_PROGRAMME }, now);
  const first = await loadPeriod(tx, FIRST_PERIOD);
  const proposed = defaultPlan({ cadence, name, currency });
  const document = planSchema.parse({
    ...proposed,
    components: proposed.components.map((component) => ({
      ...component,
      rates: { kind: 'by_level', levels },
    })),
  });
  const plan = { version: FIRST_VERSION, document, effectiveAt: first.startsAt, publishedAt: now, actor };
  await insertPlanVersion(tx, FIRST_PROGRAMME, plan);
}

async function writeSettings(tx: Tx, request: CreateNetwork, country: string): Promise<void> {
  const { actor, now, returnDays, deliveryDays, name } = request;
  const { attribution, payout, exchange, reversal } = defaultSettings(country);
  const brand = brandOf({ name, colour: DEFAULT_COLOUR, imprintUrl: null, privacyUrl: null });
  await appendSetting(tx, { key: 'attribution', value: attribution, actor, now });
  await appendSetting(tx, { key: 'hold', value: { returnDays, deliveryDays }, actor, now });
  await appendSetting(tx, { key: 'payout', value: payout, actor, now });
  await appendSetting(tx, { key: 'exchange', value: exchange, actor, now });
  await appendSetting(tx, { key: 'reversal', value: reversal, actor, now });
  await appendSetting(tx, { key: 'brand', value: brand, actor, now });
}
