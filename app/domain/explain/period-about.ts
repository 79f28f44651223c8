import type { Component } from '#app/domain/engine/registry.ts';
import { assert } from '#app/domain/assert.ts';

/** What stands in a list where a row of an order names its order. A closed set: `money.about` has one text for each. */
export type AboutWord =
  | 'pool'
  | 'match'
  | 'matchDown'
  | 'pairing'
  | 'ownGroup'
  | 'group'
  | 'leg'
  | 'legPosition'
  | 'rankBonus'
  | 'promotion'
  | 'rankAllowance'
  | 'newCustomers';

/** What a row of the period is about: its kind, and the partner or position that it names, if any. */
export interface PeriodAbout {
  readonly word: AboutWord;
  readonly partner: number | null;
  readonly position: number | null;
}

const bare = (word: AboutWord): PeriodAbout => ({ word, partner: null, position: null });
const of = (word: AboutWord, partner: number): PeriodAbout => ({ word, partner, position: null });
const at = (word: AboutWord, position: number): PeriodAbout => ({ word, partner: null, position });

/** Reads what a component of the plan means by the source of one of its rows (`PeriodRow.source`). */
export function periodAbout(component: Component, { earner, source }: { earner: number; source: number }): PeriodAbout {
  switch (component.kind) {
    case 'pool':
      return bare('pool');
    case 'matching':
      return of('match', source);
    case 'match_down':
      return of('matchDown', source);
    case 'leg_pairing':
      return at('pairing', source);
    case 'group_bracket':
      return source === earner ? bare('ownGroup') : of('group', source);
    case 'leg_bonus':
      return component.tree === 'sponsor' ? of('leg', source) : at('legPosition', source);
    case 'one_time':
      return aboutEvent(component.event.kind, source);
    default:
      assert(false, `${component.id} pays for orders`);
  }
}

function aboutEvent(kind: Extract<Component, { kind: 'one_time' }>['event']['kind'], source: number): PeriodAbout {
  switch (kind) {
    case 'rank_advancement':
      return bare('rankBonus');
    case 'sponsor_promotion':
      return of('promotion', source);
    case 'lifestyle':
      return bare('rankAllowance');
    case 'customer_acquisition':
      return bare('newCustomers');
  }
}
