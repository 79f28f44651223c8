import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { currency, type Currency } from '#app/domain/money/currency.ts';
import type { Exchange } from '#app/domain/volume/convert.ts';
import type { DecisionContext } from '#app/services/orders/decide-orders.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import type { Calendar } from '#app/services/periods/period.ts';
import { readSettings } from '#app/services/settings/read-setting.ts';

/** A rate, and where it comes from. */
export type SourcedExchange = Exchange & { source: string };

/** What processing an order needs to know of its network. */
export interface NetworkContext extends DecisionContext {
  currency: Currency;
  timeZone: string;
  calendars: Calendar[];
  deliveryDays: number;
  returnDays: number;
  resaleTags: readonly string[];
  /** The rate from a shop's currency, and where it comes from; null where the merchant has not named one. */
  exchangeFrom(from: Currency): SourcedExchange | null;
}

/** Reads the network's own settings once per batch. @throws InvariantError for a network that does not exist */
export async function networkContext(tx: Tx, now: Date): Promise<NetworkContext> {
  const network = await tx.one(
    z.object({ currency: z.string(), timeZone: z.string() }),
    sql`select currency, time_zone as "timeZone" from network where id = ${tx.networkId}`,
  );
  const to = currency(network.currency);
  const { attribution, hold, exchange } = await readSettings(tx, ['attribution', 'hold', 'exchange']);
  return {
    currency: to,
    timeZone: network.timeZone,
    calendars: await calendars(tx),
    policy: attribution.value,
    policyVersion: attribution.version,
    deliveryDays: hold.value.deliveryDays,
    returnDays: hold.value.returnDays,
    resaleTags: [],
    now,
    exchangeFrom: (from) => {
      if (from === to) return { from, to, rate: '1', source: 'same-currency' };
      const rate = exchange.value.rates[from];
      return rate ? { from, to, rate, source: `setting:${exchange.version}` } : null;
    },
  };
}
