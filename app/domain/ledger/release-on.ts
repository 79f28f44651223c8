import { assert } from '#app/domain/assert.ts';
import { addDays, laterOf, type LocalDate } from '#app/domain/ledger/local-date.ts';

export interface Hold {
  /** Day of fulfilment, or of payment where nothing ships. */
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

/** The last day of a period, and the day on which it is accepted, in its calendar's zone. */
export interface PeriodHold extends Pick<Hold, 'deliveryDays' | 'returnDays'> {
  lastDay: LocalDate;
  acceptedOn: LocalDate;
}

/**
 * The day from which rows that no single order is behind are available (design 8): as if everything had been delivered on
 * the period's last day, and never before somebody accepted it.
 */
export function periodRowsOn({ lastDay, deliveryDays, returnDays, acceptedOn }: PeriodHold): LocalDate {
  assert(deliveryDays >= 0 && returnDays >= 0, `a hold of ${deliveryDays} + ${returnDays} days`);
  return laterOf(addDays(lastDay, deliveryDays + returnDays), acceptedOn);
}
