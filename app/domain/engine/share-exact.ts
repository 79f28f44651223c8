import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';

/**
 * `shareOf` for hot loops: the same integers in doubles, the same cent (a property test compares the two). No bigint is made.
 * Exact for integers `0 <= base <= 2^53 - 1` and `0 <= ratePpm <= 1,000,000`, because no intermediate value leaves the
 * integers below 2^53: the base is cut into millions and a rest, and each part is multiplied alone.
 */
export function shareExact(base: number, ratePpm: number, mode: RoundingMode): number {
  const product = base * ratePpm;
  if (product <= Number.MAX_SAFE_INTEGER) return rounded(0, product, mode);
  const millions = wholeMillions(base);
  return rounded(millions * ratePpm, (base - millions * PPM_ONE) * ratePpm, mode);
}

/** The greatest whole number of millions in `value`; the division may round up where the value is just below, hence the check. */
function wholeMillions(value: number): number {
  const whole = Math.floor(value / PPM_ONE);
  return whole * PPM_ONE > value ? whole - 1 : whole;
}

/** `above + product / 1,000,000`, rounded once: the half goes to the even sum. */
function rounded(above: number, product: number, mode: RoundingMode): number {
  const millions = wholeMillions(product);
  const whole = above + millions;
  const rest = product - millions * PPM_ONE;
  if (mode === 'floor' || rest * 2 < PPM_ONE) return whole;
  if (rest * 2 > PPM_ONE || mode === 'half_up') return whole + 1;
  return whole % 2 === 0 ? whole : whole + 1;
}
