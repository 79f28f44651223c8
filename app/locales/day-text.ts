/** Days as people type them and as addresses and forms carry them: `YYYY-MM-DD`. */

const DAY_FIRST = /^(\d{1,2})[./ ]+(\d{1,2})[./ ]+(\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const WITH_NAME = /^(\d{1,2})\.?\s+(\p{L}{3,})\.?\s+(\d{4})$/u;
const MONTHS = 12;
const NAME_LETTERS = 3;

/** A day from what was typed, days before months in both languages: `3.11.2026`, `3/11/2026`, `3 Nov 2026`, `2026-11-03`. */
export function dayFrom(text: string, locale: string): string | null {
  const typed = text.trim();
  const iso = ISO.exec(typed);
  if (iso) return existing(iso[1], iso[2], iso[3]);
  const figures = DAY_FIRST.exec(typed);
  if (figures) return existing(figures[3], figures[2], figures[1]);
  const named = WITH_NAME.exec(typed);
  if (!named) return null;
  const month = monthNamed(named[2] ?? '', locale);
  return month === null ? null : existing(named[3], String(month), named[1]);
}

function monthNamed(name: string, locale: string): number | null {
  const wanted = name.slice(0, NAME_LETTERS).toLocaleLowerCase(locale);
  const names = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  for (let month = 0; month < MONTHS; month++) {
    const written = names.format(new Date(Date.UTC(2026, month, 1))).toLocaleLowerCase(locale);
    if (written.startsWith(wanted)) return month + 1;
  }
  return null;
}

/** Null for a day that no calendar has: 31.02. */
function existing(year = '', month = '', day = ''): string | null {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}
