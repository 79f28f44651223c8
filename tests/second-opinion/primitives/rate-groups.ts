import { plus, times, whole, type Fraction } from '#tests/second-opinion/fraction.ts';

interface Rated {
  readonly rate: Fraction;
  readonly base: Fraction;
}

const key = ({ rate }: Rated) => {
  const millionths = times(rate, whole(1_000_000));
  return millionths.over / millionths.under;
};

/** Parts with the same rate are added first, so that they are rounded once; parts without a rate are left out (design 9.17). */
export function byRate(parts: readonly Rated[]): Rated[] {
  return parts
    .filter(({ rate }) => rate.over > 0n)
    .reduce<Rated[]>((groups, part) => {
      const same = groups.find((group) => key(group) === key(part));
      if (same === undefined) return [...groups, part];
      return groups.map((group) => (group === same ? { ...group, base: plus(group.base, part.base) } : group));
    }, []);
}
