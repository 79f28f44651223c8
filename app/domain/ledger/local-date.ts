import { assert } from '#app/domain/assert.ts';

/** A calendar day of the network's time zone, `YYYY-MM-DD`; days compare as text. */
export type LocalDate = string & { readonly __unit: 'local-date' };

/** @throws InvariantError on anything but a day of the calendar */
export function localDate(text: string): LocalDate {
  assert(
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text),
    `not a day: ${text}`,
  );
  return text as LocalDate;
}

/** The day `days` later. A calendar has no hours, so daylight saving does not concern it. */
export function addDays(day: LocalDate, days: number): LocalDate {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return localDate(at.toISOString().slice(0, 10));
}

export const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? b : a);
