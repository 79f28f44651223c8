import { placementRules, type RuleInForce } from '#app/adapters/db/repositories/placement-rules.server.ts';
import { keyOf, readPlaced } from '#app/adapters/db/repositories/placed.server.ts';
import { partnersByNumber, type Partner } from '#app/adapters/db/repositories/partners.server.ts';
import { findPositions, ownersOf, type FoundPosition } from '#app/adapters/db/repositories/positions.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { freeSlots } from '#app/domain/placement/free-slots.ts';
import { deadlineOf, nextSlot, sponsorsPosition, type Placed } from '#app/domain/placement/place-waiting.ts';
import type { Slot } from '#app/domain/placement/placement-tree.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';

/** Who stands above a place; number 0 is the house account. */
interface Above {
  readonly number: number;
  readonly name: string;
}

/** A place below somebody, `slot` from 0. */
export interface PlaceBelow {
  readonly position: number;
  readonly slot: number;
  readonly above: Above;
}

/** What a partner's page says of one placement tree. */
export interface PlacesInTree {
  /** As forms name it: programme and tree. */
  readonly key: string;
  readonly tree: string;
  readonly kind: 'binary' | 'matrix';
  readonly positions: readonly (PlaceBelow & { readonly since: string })[];
  /** How many positions the plan allows. */
  readonly most: number;
  /** While he has none: until when staff may choose, what the rule would give, and what is free. */
  readonly waiting: {
    readonly until: string;
    readonly byRule: PlaceBelow;
    readonly free: readonly PlaceBelow[];
  } | null;
}

/** So many free places are offered; they lie nearest to the sponsor. */
const FREE_SHOWN = 40;

/** Where somebody stands in the trees of the plans in force now; empty where no plan places anybody. */
export async function placesOf(tx: Tx, partner: Partner, now: Date): Promise<PlacesInTree[]> {
  const inForce = (await placementRules(tx, now)).filter(({ dueMs }) => dueMs === now.getTime());
  const places: PlacesInTree[] = [];
  for (const rule of inForce) places.push(await placesIn(tx, rule, { partner, now }));
  return places;
}

async function placesIn(
  tx: Tx,
  inForce: RuleInForce,
  { partner, now }: { partner: Partner; now: Date },
): Promise<PlacesInTree> {
  const { rule, programmeId } = inForce;
  const key = keyOf(inForce);
  const held = await findPositions(tx, key, partner.number);
  const isThere = partner.status === 'active' || partner.status === 'suspended';
  const choice = held.length === 0 && isThere ? choiceOf(inForce, await readPlaced(tx, inForce), partner) : null;
  const isOpen = choice !== null && choice.untilMs > now.getTime();
  const slots = [...held, ...(choice ? [choice.byRule] : []), ...(isOpen ? choice.free : [])];
  const above = await aboveOf(tx, inForce, slots);
  const placeOf = ({ parent, slot }: Slot): PlaceBelow => {
    return { position: parent, slot, above: above.get(parent) ?? { number: 0, name: '' } };
  };
  return {
    key: `${programmeId}:${rule.id}`,
    tree: rule.id,
    kind: rule.kind,
    most: rule.positions_per_partner,
    positions: held.map((position: FoundPosition) => ({ ...placeOf(position), since: position.since.toISOString() })),
    waiting: choice && {
      until: new Date(choice.untilMs).toISOString(),
      byRule: placeOf(choice.byRule),
      free: isOpen ? choice.free.map(placeOf) : [],
    },
  };
}

function choiceOf({ rule }: RuleInForce, placed: Placed, { number, joinedAt }: Partner) {
  const untilMs = deadlineOf({ partner: number, joinedMs: joinedAt.getTime() }, rule);
  const below = sponsorsPosition(
    number,
    (each) => placed.sponsorOf(each, Math.max(untilMs, placed.opensMs)),
    placed.firstOf,
  );
  const free = below === 0 ? [] : freeSlots(placed.tree, { below, width: widthOf(rule), most: FREE_SHOWN });
  return { untilMs, byRule: nextSlot(rule, placed, below), free };
}

/** By position: who holds it. */
async function aboveOf(tx: Tx, inForce: RuleInForce, slots: readonly Slot[]): Promise<Map<number, Above>> {
  const owners = await ownersOf(tx, keyOf(inForce), [...new Set(slots.map(({ parent }) => parent))]);
  const people = await partnersByNumber(tx, [...new Set(owners.values())]);
  const names = new Map(people.map((each) => [each.number, `${each.firstName} ${each.lastName}`.trim()]));
  return new Map([...owners].map(([position, number]) => [position, { number, name: names.get(number) ?? '' }]));
}
