import { assert } from '#app/domain/assert.ts';
import { addDays, laterOf, type LocalDate } from '#app/domain/ledger/local-date.ts';

export interface Hold {
  /** Day of fulfilment, of payment where nothing ships, or of the period's end for rows without an order. */
  startsOn: LocalDate;
  deliveryDays: number;
  returnDays: number;
  /** The day on which the release is set, in the same time zone. */
  today: LocalDate;
}

/**
 * The day from which a row is available (design 8, 9.7): the hold lasts delivery days and return days, both settings,
 * and ends tomorrow at the earliest, so that nothing is released on the day it becomes known.
 */
export function releaseOn({ startsOn, deliveryDays, returnDays, today }: Hold): LocalDate {
  assert(deliveryDays >= 0 && returnDays >= 0, `a hold of ${deliveryDays} + ${returnDays} days`);
  return laterOf(addDays(startsOn, deliveryDays + returnDays), addDays(today, 1));
}
