import { PPM_ONE, ppm, type Ppm } from '#app/domain/money/minor.ts';

const PPM_PER_PERCENT = PPM_ONE / 100;

/** A percentage as people type it ("7.5", "7,5 %") in parts per million; null for anything but 0 to 100, at most 4 decimals. */
export function parsePercent(text: string): Ppm | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const [, whole, fraction = ''] = match;
  const value = Number(whole) * PPM_PER_PERCENT + Number(fraction.padEnd(4, '0'));
  return value > PPM_ONE ? null : ppm(value);
}

/** The same the other way, for a form's field: 75,000 is "7.5", or "7,5" with a comma. */
export function percentText(rate: Ppm, decimalSign: '.' | ','): string {
  const fraction = String(rate % PPM_PER_PERCENT)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = String((rate - (rate % PPM_PER_PERCENT)) / PPM_PER_PERCENT);
  return fraction === '' ? whole : `${whole}${decimalSign}${fraction}`;
}
