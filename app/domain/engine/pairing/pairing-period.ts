import { assert } from '#app/domain/assert.ts';
import { mostOf } from '#app/domain/engine/caps.ts';
import { LegAccount, pairedOf, SIDES, type Side } from '#app/domain/engine/pairing/leg-account.ts';
import { legVolumesOf, type LegVolumes } from '#app/domain/engine/pairing/leg-volumes.ts';
import { matcherOf, type Matcher } from '#app/domain/engine/pairing/matcher.ts';
import { LEG_BASIS, PAIRING_BASIS } from '#app/domain/engine/pairing/pairing-basis.ts';
import { PairingState, PairingStateWriter } from '#app/domain/engine/pairing/pairing-state.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import type { LegPairing } from '#app/domain/engine/pairing/pairing-schema.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import { allocate } from '#app/domain/money/allocate.ts';
import { minor } from '#app/domain/money/minor.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** One position that made pairs: columns, as there may be a million. */
interface Made {
  readonly position: Int32Array;
  readonly pairs: Float64Array;
  readonly turned: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly base: Float64Array;
  readonly rawMinor: Float64Array;
  readonly paidMinor: Float64Array;
  readonly owedMinor: Float64Array;
  /** What the component's cap left of what it covered, and that; -1 where it took nothing. */
  readonly limitMinor: Float64Array;
  readonly limitedMinor: Float64Array;
  /** Null where no pair was made. */
  readonly told: (Told | null)[];
  count: number;
}

/** What only an explanation asks of a position: figures of `PAIRING_BASIS`, and both legs as `LEG_BASIS` has them. */
interface Told {
  readonly left: number;
  readonly right: number;
  readonly own: number;
  readonly ownSide: number;
  readonly legs: readonly number[];
}

/** A period of a binary component: every position once, in order of its number, then the money. */
export class PairingPeriod {
  readonly #component: LegPairing;
  readonly #workshop: PeriodWorkshop;
  readonly #sink: PeriodSink;
  readonly #matcher: Matcher;
  readonly #account: LegAccount;
  readonly #writer = new PairingStateWriter();
  readonly #volumes: LegVolumes;
  readonly #owner: Int32Array;
  readonly #qualified: Uint8Array;
  readonly #made: Made;
  readonly #mostFor: (rank: number) => number;
  /** What is left of an owner's cap while pairs beyond it stay: first come, first served, by number of the position. */
  readonly #leftOf = new Map<number, number>();
  /** Of the position in hand. */
  readonly #inHand = { left: 0, right: 0, own: 0, ownSide: -1 };
  readonly #carryMost: number;
  readonly #undoMost: number;

  constructor(component: LegPairing, workshop: PeriodWorkshop, sink: PeriodSink) {
    const { figures, plan, share, rankOf } = workshop;
    const { base, cap, rounding, carry_cap: carryCap, carry_expires_after: expires } = component;
    this.#component = component;
    this.#workshop = workshop;
    this.#sink = sink;
    this.#matcher = matcherOf(component.mode, {
      volume: (amount) => figures.units(base.volume, amount),
      money: (amount) => figures.units('net', amount),
      share,
      rounding,
    });
    this.#account = new LegAccount(expires ?? Infinity);
    this.#volumes = legVolumesOf(workshop, component.tree, base.volume);
    this.#owner = figures.tree(component.tree).tree.owner;
    this.#qualified = qualifiedOf(workshop);
    this.#made = emptyMade(this.#owner.length);
    this.#mostFor = cap.kind === 'none' ? () => Infinity : mostOf(cap, plan, rankOf);
    this.#carryMost = carryCap === null ? Infinity : figures.units(base.volume, carryCap);
    const { refund_of_paired: refund } = component;
    this.#undoMost = refund.kind === 'undo_pairs' ? refund.periods - 1 : -1;
  }

  run(): StateColumns {
    const state = new PairingState(this.#workshop.prior, this.#owner.length);
    const { left, right, own } = this.#volumes;
    const { inactive, personal_volume_to: ownTo } = this.#component;
    for (let node = 1; node < this.#owner.length; node++) {
      if (this.#owner[node] === HOUSE) continue;
      const isStill = left[node] === 0 && right[node] === 0 && (ownTo === 'none' || own[node] === 0);
      if (isStill && inactive.kind !== 'flush_on_inactive' && state.isEmpty(node)) continue;
      this.#evaluate(node, state.open(node, this.#account));
    }
    this.#cap();
    this.#pay();
    return this.#writer.done();
  }

  #evaluate(node: number, idleBefore: number): void {
    const account = this.#account;
    const { standing } = this.#workshop;
    const { inactive, carry } = this.#component;
    const partner = this.#owner[node] as number;
    const isActive = standing.ranks.isActiveNow[partner] === 1;
    this.#receive(node, isActive || inactive.kind !== 'no_accumulate');
    const idle = isActive ? 0 : idleBefore + 1;
    if (inactive.kind === 'flush_on_inactive') {
      if (idle >= inactive.after_periods) for (const side of SIDES) account.flush(side);
      if (idle > 0) this.#writer.idle(node, idle);
    }
    const qualifies = this.#qualified[partner] === 1;
    if (qualifies || carry === 'carry_forward') this.#match(node, qualifies);
    else if (account.owedMinor > 0) this.#writer.owed(node, account.owedMinor);
    for (const side of SIDES) {
      if (carry === 'flush') account.flush(side);
      else if (this.#carryMost !== Infinity) account.limit(side, this.#carryMost);
    }
    account.close();
    this.#keepLegs();
    this.#writer.lots(node, account);
    this.#writer.paired(node, account.paired, this.#undoMost);
  }

  /** The volume of the period by leg; the own one joins the leg that the plan names, as the legs stood without it. */
  #receive(node: number, collects: boolean): void {
    const fresh: [number, number] = [this.#volumes.left[node] as number, this.#volumes.right[node] as number];
    const to = this.#ownLeg(fresh);
    const own = to === null ? 0 : (this.#volumes.own[node] as number);
    if (to !== null) fresh[to] += own;
    this.#inHand.own = own;
    this.#inHand.ownSide = to ?? -1;
    for (const side of SIDES) {
      const volume = fresh[side];
      if (collects || volume < 0) this.#account.receive(side, volume);
      else this.#account.refuse(side, volume);
    }
  }

  #ownLeg(fresh: readonly [number, number]): Side | null {
    switch (this.#component.personal_volume_to) {
      case 'none':
        return null;
      case 'left':
        return 0;
      case 'right':
        return 1;
      case 'weak':
        return this.#legVolume(0, fresh) <= this.#legVolume(1, fresh) ? 0 : 1;
      case 'strong':
        return this.#legVolume(0, fresh) >= this.#legVolume(1, fresh) ? 0 : 1;
    }
  }

  #legVolume(side: Side, fresh: readonly [number, number]): number {
    return this.#account.available(side) + fresh[side];
  }

  /** Pairs what there is. Who does not qualify loses the pairs unpaid: only `carry_forward` comes here with one (BIN-16). */
  #match(node: number, qualifies: boolean): void {
    const account = this.#account;
    const { match } = this.#matcher;
    const [left, right] = [account.available(0), account.available(1)];
    const partner = this.#owner[node] as number;
    const { cap_consumes_volume: consumes, cap_per: per } = this.#component;
    const most = this.#mostFor(this.#workshop.standing.rank[partner] as number);
    this.#inHand.left = left;
    this.#inHand.right = right;
    this.#matcher.of(left, right);
    let limit = { most: -1, of: -1 };
    if (qualifies && !consumes) {
      const rest = per === 'owner' ? (this.#leftOf.get(partner) ?? most) : most;
      const rawMinor = match.amountMinor;
      if (rawMinor > rest) {
        this.#matcher.within(left, right, rest);
        this.#sink.capped(partner, rawMinor, match.amountMinor);
        limit = { most: rest, of: rawMinor };
      }
      if (per === 'owner') this.#leftOf.set(partner, rest - match.amountMinor);
    }
    account.consume(0, match.pairs * match.left + match.turned * match.right);
    account.consume(1, match.pairs * match.right + match.turned * match.left);
    if (qualifies) this.#keep(node, limit);
    else {
      this.#sink.budget(match.amountMinor);
      this.#sink.unpaid(match.amountMinor);
      this.#writer.paired(node, pairedOf(match, 0), this.#undoMost);
      if (account.owedMinor > 0) this.#writer.owed(node, account.owedMinor);
    }
  }

  #keep(node: number, limit: { most: number; of: number }): void {
    const made = this.#made;
    const { match } = this.#matcher;
    const at = made.count++;
    made.position[at] = node;
    made.pairs[at] = match.pairs;
    made.turned[at] = match.turned;
    made.left[at] = match.left;
    made.right[at] = match.right;
    made.base[at] = match.base;
    made.rawMinor[at] = made.paidMinor[at] = match.amountMinor;
    made.owedMinor[at] = this.#account.owedMinor;
    made.limitMinor[at] = limit.most;
    made.limitedMinor[at] = limit.of;
  }

  /** Notes what became of the legs of a position that made pairs: it is the last one that was kept. */
  #keepLegs(): void {
    const { told, count, rawMinor } = this.#made;
    if (told.length === count) return;
    const [left, right] = this.#account.tally;
    const isPaid = (rawMinor[count - 1] as number) > 0;
    told.push(isPaid ? { ...this.#inHand, legs: [...LEG_BASIS.write(left), ...LEG_BASIS.write(right)] } : null);
  }

  #basisOf(at: number, setOff: number): number[] {
    const { position, pairs, turned, left, right, rawMinor, paidMinor, limitMinor, limitedMinor, told } = this.#made;
    const partner = this.#owner[position[at] as number] as number;
    const known = told[at];
    assert(known, 'pay for no pairs');
    const { legs, ...inHand } = known;
    const figures = {
      ...inHand,
      rank: this.#workshop.standing.rank[partner] as number,
      pairs: pairs[at] as number,
      turned: turned[at] as number,
      unitLeft: left[at] as number,
      unitRight: right[at] as number,
      made: rawMinor[at] as number,
      limit: limitMinor[at] as number,
      limited: limitedMinor[at] as number,
      limitStays: this.#component.cap_consumes_volume ? 0 : 1,
      part: paidMinor[at] as number,
      setOff,
    };
    return PAIRING_BASIS.write(figures, legs);
  }

  /** Lowers what positions made to the cap of each, or of their owner in proportion (BIN-03, CAP-03). */
  #cap(): void {
    const { cap, cap_per: per, cap_consumes_volume: consumes } = this.#component;
    if (cap.kind === 'none' || !consumes) return;
    const { rank } = this.#workshop.standing;
    const { position, paidMinor, limitMinor, limitedMinor, count } = this.#made;
    const groups = new Map<number, number[]>();
    for (let at = 0; at < count; at++) {
      const partner = this.#owner[position[at] as number] as number;
      const key = per === 'owner' ? partner : -at - 1;
      const group = groups.get(key);
      if (group) group.push(at);
      else groups.set(key, [at]);
    }
    for (const group of groups.values()) {
      const partner = this.#owner[position[group[0] as number] as number] as number;
      const most = this.#mostFor(rank[partner] as number);
      const raw = group.reduce((sum, at) => sum + (paidMinor[at] as number), 0);
      if (raw <= most) continue;
      const parts = allocate(
        minor(BigInt(most)),
        group.map((at) => BigInt(paidMinor[at] as number)),
      );
      group.forEach((at, index) => {
        paidMinor[at] = Number(parts[index]);
        limitMinor[at] = most;
        limitedMinor[at] = raw;
      });
      this.#sink.capped(partner, raw, most);
    }
  }

  /** Rows, and what a position owes for pairs that were undone: it comes off what it earns now (plans 4.4.7). */
  #pay(): void {
    const { position, pairs, turned, left, right, base, rawMinor, paidMinor, owedMinor, count } = this.#made;
    const { ratePpm } = this.#matcher.match;
    for (let at = 0; at < count; at++) {
      const node = position[at] as number;
      const paid = paidMinor[at] as number;
      const raw = rawMinor[at] as number;
      const owed = owedMinor[at] as number;
      const setOff = Math.min(owed, paid);
      const amountMinor = paid - setOff;
      assert(Number.isSafeInteger(raw), 'pairs beyond what integers below 2^53 hold');
      this.#sink.budget(raw);
      if (raw > amountMinor) this.#sink.unpaid(raw - amountMinor);
      if (amountMinor > 0) {
        const earner = this.#owner[node] as number;
        const basis = this.#basisOf(at, setOff);
        this.#sink.row({ earner, source: node, level: 0, ratePpm, base: base[at] as number, amountMinor, basis });
      }
      if (owed > setOff) this.#writer.owed(node, owed - setOff);
      if (this.#undoMost < 0) continue;
      const match = {
        pairs: pairs[at] as number,
        turned: turned[at] as number,
        left: left[at] as number,
        right: right[at] as number,
      };
      this.#writer.paired(node, pairedOf(match, paid), this.#undoMost);
    }
  }
}

function emptyMade(positions: number): Made {
  const column = () => new Float64Array(positions);
  return {
    position: new Int32Array(positions),
    pairs: column(),
    turned: column(),
    left: column(),
    right: column(),
    base: column(),
    rawMinor: column(),
    paidMinor: column(),
    owedMinor: column(),
    limitMinor: column(),
    limitedMinor: column(),
    told: [],
    count: 0,
  };
}
