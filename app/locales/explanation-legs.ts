import type { Leg, PeriodPay, Quantity } from '#app/domain/explain/period-pay.ts';
import { volumeIn, type TextContext } from '#app/locales/explanation-words.ts';

/** A leg of a pairing as a bar: what of it was paired, is carried on, and was lost; widths in thousandths of the longer leg. */
export interface LegBar {
  readonly label: string;
  readonly parts: readonly {
    readonly kind: 'paired' | 'carried' | 'lost';
    readonly text: string;
    readonly permille: number;
  }[];
}

/** Both legs of a row of pairs, left first; none of other rows. */
export function legBarsOf({ pay, currency }: PeriodPay, words: Pick<TextContext, 't' | 'format'>): LegBar[] {
  if (pay.kind !== 'leg_pairing') return [];
  const legs = [pay.left, pay.right].map(partsOf);
  const longest = legs.map(sumOf).reduce((most, sum) => (sum > most ? sum : most), 1n);
  return legs.map((parts, side) => ({
    label: words.t(side === 0 ? 'periodBreakdown.bar.left' : 'periodBreakdown.bar.right'),
    parts: parts
      .filter(({ units }) => units > 0n)
      .map(({ kind, units, like }) => ({
        kind,
        text: words.t(`periodBreakdown.bar.${kind}`, {
          volume: volumeIn({ ...like, units: String(units) }, currency, words),
        }),
        permille: Number((units * 1000n) / longest),
      })),
  }));
}

interface Part {
  readonly kind: 'paired' | 'carried' | 'lost';
  readonly units: bigint;
  readonly like: Quantity;
}

function partsOf({ consumed, carriedOut, expired, flushed, cut }: Leg): Part[] {
  const units = (...parts: Quantity[]) => parts.reduce((sum, part) => sum + BigInt(part.units), 0n);
  return [
    { kind: 'paired', units: units(consumed), like: consumed },
    { kind: 'carried', units: units(carriedOut), like: carriedOut },
    { kind: 'lost', units: units(expired, flushed, cut), like: cut },
  ];
}

const sumOf = (parts: readonly Part[]): bigint =>
  parts.reduce((sum, { units }) => (units > 0n ? sum + units : sum), 0n);
