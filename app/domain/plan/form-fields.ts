import { amountText, parseAmountText } from '#app/domain/money/amount-text.ts';
import { currency, parseMinor, toDecimal, type Currency } from '#app/domain/money/currency.ts';
import { conditionsIn, type Condition } from '#app/domain/plan/condition.ts';
import { ppmOf, rateOf } from '#app/domain/plan/fields.ts';
import { parsePercent, percentText } from '#app/domain/plan/percent.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** How a field is typed: percentages stand for rates, a list of them for the rates by level. */
type FieldKind = 'text' | 'percent' | 'percents' | 'amount' | 'count';

/** One value of a document that a form can change. */
export interface PlanField {
  /** Its place in the document. */
  readonly path: readonly (string | number)[];
  readonly kind: FieldKind;
  /** Key of its words; `rank` and `value` fill them in. */
  readonly label: string;
  readonly rank: string | null;
  readonly value: string | readonly string[];
  /** Places that say the same and change with it: what keeps a rank where it is what reaches it. */
  readonly alike: readonly (readonly (string | number)[])[];
}

/** What belongs together on the form. */
export interface FieldGroup {
  readonly about:
    | { readonly kind: 'plan' }
    | { readonly kind: 'activity' }
    | { readonly kind: 'rank'; readonly name: string }
    | { readonly kind: 'component'; readonly id: string; readonly component: string; readonly cadence: string };
  readonly fields: readonly PlanField[];
}

type Path = readonly (string | number)[];

/** A field by name in what a form sends: no points, so that the place in a list can follow. */
export const fieldKey = (path: Path): string => path.join('/');

/**
 * The figures of a plan as a form: name, thresholds of activity and ranks, and every rate, amount and window of its components.
 * What is no figure is changed in the document itself. `sign` is the decimal sign of the texts.
 */
export function planFields(plan: Plan, sign: '.' | ','): FieldGroup[] {
  const write = writer(plan, sign);
  const names = new Map(plan.ranks.ladder.map(({ id, name }) => [id, name]));
  const group = (about: FieldGroup['about'], fields: readonly PlanField[]): FieldGroup[] =>
    fields.length === 0 ? [] : [{ about, fields }];
  return [
    ...group({ kind: 'plan' }, [write('text', ['name'], 'name', plan.name)]),
    ...group({ kind: 'activity' }, thresholds(plan.activity, ['activity'], null, write)),
    ...plan.ranks.ladder.flatMap(({ name, achieve, maintain }, index) => {
      const path = ['ranks', 'ladder', index];
      // Where keeping a rank asks for something else than reaching it, that is left to the document.
      const same = JSON.stringify(achieve) === JSON.stringify(maintain) ? [...path, 'maintain'] : null;
      return group({ kind: 'rank', name }, [
        write('text', [...path, 'name'], 'rank_name', name),
        ...thresholds(achieve, [...path, 'achieve'], same, write),
      ]);
    }),
    ...plan.components.flatMap((component, index) => {
      const { id, kind, cadence } = component;
      const found = figuresIn(component, ['components', index], null, write);
      const fields = found.map((field) => ({ ...field, rank: names.get(field.rank ?? '') ?? field.rank }));
      return [{ about: { kind: 'component' as const, id, component: kind, cadence }, fields }];
    }),
  ];
}

type Write = (
  kind: FieldKind,
  path: Path,
  label: string,
  value: unknown,
  more?: { rank?: string | null; alike?: readonly Path[] },
) => PlanField;

/** Document values as a form's texts. */
function writer({ currency: code }: Plan, sign: '.' | ','): Write {
  const money = currency(code);
  const percent = (rate: unknown) => percentText(ppmOf(String(rate)), sign);
  const texts: Record<FieldKind, (value: unknown) => string | readonly string[]> = {
    text: String,
    count: String,
    percent,
    percents: (rates) => (rates as readonly string[]).map(percent),
    amount: (amount) => amountText(parseMinor(String(amount), money), money, sign),
  };
  return (kind, path, label, value, { rank = null, alike = [] } = {}) => {
    return { path, kind, label, rank, value: texts[kind](value), alike };
  };
}

/** What a condition asks for, of each of its parts. Amounts of points are left to the document. */
function thresholds(condition: Condition, path: Path, same: Path | null, write: Write): PlanField[] {
  return conditionsIn(condition, []).flatMap(({ condition: part, path: inner }) => {
    const within = inner as Path;
    const at = (key: string) => [...path, ...within, key];
    const alike = (key: string) => (same === null ? [] : [[...same, ...within, key]]);
    const field = (kind: FieldKind, key: string, value: unknown) =>
      write(kind, at(key), `${part.kind}_${key}`, value, { alike: alike(key) });
    switch (part.kind) {
      case 'own_volume':
      case 'customer_volume':
      case 'personal_volume':
        return part.volume === 'net' ? [field('amount', 'at_least', part.at_least)] : [];
      case 'group_volume': {
        const share = field('percent', 'max_leg_share', part.max_leg_share);
        return part.volume === 'net' ? [field('amount', 'at_least', part.at_least), share] : [share];
      }
      case 'customer_orders':
      case 'customers':
      case 'personally_sponsored':
      case 'legs':
        return [field('count', 'at_least', part.at_least)];
      default:
        return [];
    }
  });
}

/** Figures of components by the name of their key; conditions and bases are left to the document. */
const KINDS: Readonly<Record<string, FieldKind>> = {
  rate: 'percent',
  rate_per_point: 'percent',
  max_total_rate: 'percent',
  levels: 'percents',
  amount: 'amount',
  otherwise: 'amount',
  window_days: 'count',
  carry_expires_after: 'count',
};
const LEFT_OUT: ReadonlySet<string> = new Set(['qualification', 'depth_unlock', 'compression', 'tagged_rates', 'when']);

function figuresIn(value: unknown, path: Path, rank: string | null, write: Write): PlanField[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => figuresIn(item, [...path, index], rank, write));
  if (typeof value !== 'object' || value === null) return [];
  const named = nameOf(value) ?? rank;
  return Object.entries(value).flatMap(([key, inner]) => {
    if (LEFT_OUT.has(key)) return [];
    const kind = KINDS[key];
    const isFigure = kind === 'percents' ? Array.isArray(inner) : ['string', 'number'].includes(typeof inner);
    if (kind === undefined || !isFigure) return figuresIn(inner, [...path, key], named, write);
    return [write(kind, [...path, key], labelOf(path, key), inner, { rank: named })];
  });
}

/** What a row of a table is for: a rank, the volume of a bracket or of a step. */
function nameOf(row: object): string | null {
  const name = 'rank' in row ? row.rank : 'at_least' in row ? row.at_least : 'volume' in row ? row.volume : null;
  return typeof name === 'string' && !('kind' in row) ? name : null;
}

/** A rate of the floor between equals is not a rate of the table; an amount of a cap is none of a bonus. */
function labelOf(path: Path, key: string): string {
  if (path.includes('equal_rank')) return 'equal_rank';
  if (path.includes('brackets') || path.includes('steps')) return `from_${key}`;
  return path.includes('cap') ? `cap_${key}` : key;
}

/** What a form sends: texts by `fieldKey`. */
export type FieldValues = Readonly<Record<string, string | readonly string[]>>;

/** A wrong text, by the key of its field; `levels.1` is the second of a list. */
export type FieldProblems = Readonly<Record<string, 'required' | 'not-a-rate' | 'not-an-amount' | 'not-a-number'>>;

/**
 * The document that a form means, on the ground of the one it was made from; what is wrong with a text where one says nothing
 * that its field can hold. Texts of other fields are not read.
 */
export function planFromFields(values: FieldValues, ground: Plan): { document: unknown } | { problems: FieldProblems } {
  const money = currency(ground.currency);
  const document: unknown = structuredClone(ground);
  const problems: Record<string, FieldProblems[string]> = {};
  for (const field of planFields(ground, '.').flatMap(({ fields }) => fields)) {
    const key = fieldKey(field.path);
    const typed = values[key];
    if (typed === undefined) continue;
    const read = readField(field.kind, typed, money);
    if (read.ok) for (const path of [field.path, ...field.alike]) setAt(document, path, read.value);
    else problems[read.index === null ? key : `${key}.${read.index}`] = read.problem;
  }
  return Object.keys(problems).length > 0 ? { problems } : { document };
}

type ReadField =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly index: number | null; readonly problem: FieldProblems[string] };

function readField(kind: FieldKind, typed: string | readonly string[], money: Currency): ReadField {
  if (typeof typed !== 'string') {
    const rates = typed.map((text) => readField('percent', text, money));
    const index = rates.findIndex(({ ok }) => !ok);
    const wrong = rates[index];
    if (wrong && !wrong.ok) return { ...wrong, index };
    return { ok: true, value: rates.map((rate) => (rate.ok ? rate.value : null)) };
  }
  if (typed.trim() === '') return { ok: false, index: null, problem: 'required' };
  switch (kind) {
    case 'text':
      return { ok: true, value: typed.trim() };
    case 'count':
      return /^\d{1,6}$/.test(typed.trim())
        ? { ok: true, value: Number(typed) }
        : { ok: false, index: null, problem: 'not-a-number' };
    case 'amount': {
      const amount = parseAmountText(typed, money);
      return amount === null
        ? { ok: false, index: null, problem: 'not-an-amount' }
        : { ok: true, value: toDecimal(amount, money) };
    }
    default: {
      const rate = parsePercent(typed);
      return rate === null ? { ok: false, index: null, problem: 'not-a-rate' } : { ok: true, value: rateOf(rate) };
    }
  }
}

function setAt(document: unknown, path: Path, value: unknown): void {
  const holder = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], document);
  (holder as Record<string, unknown>)[path.at(-1) ?? ''] = value;
}
