import { LEG_BASIS, PAIRING_BASIS } from '#app/domain/engine/pairing/pairing-basis.ts';
import type { LegPairing } from '#app/domain/engine/pairing/pairing-schema.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import {
  quantity,
  rankAt,
  shareOfBase,
  type PeriodCase,
  type StoredPeriodRow,
  type ToldPay,
} from '#app/domain/explain/period/period-case.ts';
import type { Leg, Pairs, PairingPay, Quantity } from '#app/domain/explain/period-pay.ts';

type Figures = ReturnType<typeof PAIRING_BASIS.read>;
type QuantityOf = (units: number) => Quantity;

export function pairingPay(periodCase: PeriodCase, component: LegPairing, row: StoredPeriodRow): ToldPay {
  const figures = PAIRING_BASIS.read(row.basis);
  const tail = PAIRING_BASIS.tail(row.basis);
  const of: QuantityOf = (units) => quantity(periodCase, component.base.volume, units);
  const { earner, source: position } = row;
  return {
    source: { kind: 'position', tree: component.tree, position, person: periodCase.personOf(earner) },
    share: row.ratePpm === 0 ? null : shareOfBase(periodCase, component.base, row),
    pay: {
      kind: 'leg_pairing',
      left: legOf(tail.slice(0, tail.length / 2), figures.ownSide === 0 ? figures.own : 0, of),
      right: legOf(tail.slice(tail.length / 2), figures.ownSide === 1 ? figures.own : 0, of),
      pairs: pairsOf(periodCase, component, { figures, of, row }),
      limit: limitOf(figures),
      setOffMinor: String(figures.setOff),
    },
    rank: component.cap.kind === 'by_rank' && figures.limit >= 0 ? rankAt(periodCase, figures.rank) : null,
  };
}

function legOf(tally: readonly number[], own: number, of: QuantityOf): Leg {
  const { carriedIn, fresh, returned, consumed, flushed, expired, cut, carriedOut } = LEG_BASIS.read(tally);
  return {
    ...{ carriedIn: of(carriedIn), fresh: of(fresh), own: of(own), returned: of(returned), consumed: of(consumed) },
    ...{ expired: of(expired), flushed: of(flushed), cut: of(cut), carriedOut: of(carriedOut) },
  };
}

function pairsOf(
  { plan }: PeriodCase,
  { mode }: LegPairing,
  { figures, of, row }: { figures: Figures; of: QuantityOf; row: StoredPeriodRow },
): Pairs {
  const { pairs, turned, unitLeft, unitRight, left, right } = figures;
  const money = (amount: string) => String(unitsOf(plan, 'net', amount));
  switch (mode.kind) {
    case 'percent': {
      const isRatio = mode.of === 'volume_ratio' && left !== right;
      const ratio = { weak: of(Math.min(left, right)), strong: of(Math.max(left, right)) };
      return { kind: 'volume', ratio: isRatio ? ratio : null };
    }
    case 'cycles': {
      const eachMinor = mode.pay.kind === 'amount' ? money(mode.pay.amount) : null;
      const units = { left: of(unitLeft), right: of(unitRight) };
      return { kind: 'cycles', cycles: pairs + turned, turned, ...units, eachMinor };
    }
    case 'steps':
      return { kind: 'step', volume: of(Number(row.baseMinor)), eachMinor: String(figures.made) };
  }
}

function limitOf({ made, limit, limited, limitStays, part }: Figures): PairingPay['limit'] {
  if (limit < 0) return null;
  const stays = limitStays === 1;
  const hasRest = !stays && BigInt(part) > (BigInt(limit) * BigInt(made)) / BigInt(limited);
  return { mostMinor: String(limit), coveredMinor: String(limited), stays, hasRest };
}
