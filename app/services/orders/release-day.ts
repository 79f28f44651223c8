import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { localDate } from '#app/domain/ledger/local-date.ts';
import { releaseOn } from '#app/domain/ledger/release-on.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import type { NetworkContext } from '#app/services/orders/network-context.ts';

/** The day from which an order's rows are available: set by fulfilment, by payment where nothing ships (design 9.7). */
export function releaseDay(facts: OrderFacts, context: NetworkContext): string | null {
  const { fulfilledAt, payment } = facts;
  if (payment.kind !== 'paid') return null;
  const from = fulfilledAt === 'nothing-ships' ? payment.at : fulfilledAt;
  if (from === null) return null;
  const { deliveryDays, returnDays, timeZone, now } = context;
  const dayOf = (at: Date) => localDate(dayIn(timeZone, at));
  return releaseOn({ startsOn: dayOf(from), today: dayOf(now), deliveryDays, returnDays });
}
