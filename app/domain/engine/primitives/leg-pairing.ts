import { amountsOf } from '#app/domain/engine/pairing/pairing-mode.ts';
import { PairingPeriod } from '#app/domain/engine/pairing/pairing-period.ts';
import type { PeriodPrimitive } from '#app/domain/engine/primitive.ts';
import { legPairingSchema, type LegPairing } from '#app/domain/engine/pairing/pairing-schema.ts';

/** Binary: volume of the left leg against volume of the right one, the rest carried in lots (plans 2.5). */
export const legPairing = {
  pays: 'period',
  phase: 'tree',
  schema: legPairingSchema,
  capsItself: true,

  referencesOf({ base, mode, carry_cap: most }) {
    const carry = most === null ? [] : [{ amount: most, volume: base.volume, path: ['carry_cap'] }];
    return { ranks: [], components: [], amounts: [...amountsOf(mode, base.volume), ...carry], trees: ['binary'] };
  },

  evaluate(component, workshop, sink) {
    return new PairingPeriod(component, workshop, sink).run();
  },

  /** A volume is paired once above each of its positions, and there may be any number of them. */
  worstCasePpm: () => Infinity,
} satisfies PeriodPrimitive<LegPairing>;
