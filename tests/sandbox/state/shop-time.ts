const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's distance from UTC at an instant, as `+02:00`. */
export function offsetOf(at: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.slice(3);
}

/** An instant in the shop's own time, as webhooks write it: `2026-03-01T10:00:00+01:00`. */
export function shopTime(at: string, timeZone: string): string {
  const instant = new Date(at);
  const offset = offsetOf(instant, timeZone);
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  const local = new Date(instant.getTime() + (offset.startsWith('-') ? -minutes : minutes) * 60_000);
  return `${local.toISOString().slice(0, 19)}${offset}`;
}
