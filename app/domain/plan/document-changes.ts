/** A field that two documents say differently. Values are JSON on one line, null on the side that does not have the field. */
export interface DocumentChange {
  /** Items with an `id` are named by it: `components.level.rates.levels[0]`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * What differs between two plan documents, field by field, in the order of the new one; what is gone comes last in its list. A
 * rank or component that comes or goes is one change.
 */
export function documentChanges(before: unknown, after: unknown): DocumentChange[] {
  return changesAt('', before, after);
}

function changesAt(path: string, before: unknown, after: unknown): DocumentChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after) && before['kind'] === after['kind']) {
    return entriesOf(before, after).flatMap((key) => changesAt(joined(path, key), before[key], after[key]));
  }
  if (isNamed(before) && isNamed(after)) {
    const [old, fresh] = [byId(before), byId(after)];
    return entriesOf(old, fresh).flatMap((id) => changesAt(joined(path, id), old[id], fresh[id]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => changesAt(`${path}[${index}]`, before[index], after[index])).flat();
  }
  return [{ path, before: textOf(before), after: textOf(after) }];
}

const joined = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNamed = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.every((item) => isObject(item) && typeof item['id'] === 'string');

const byId = (items: readonly Json[]): Json => Object.fromEntries(items.map((item) => [String(item['id']), item]));

/** Keys of the new one in their order, then those that only the old one has. */
const entriesOf = (before: Json, after: Json) => [
  ...Object.keys(after),
  ...Object.keys(before).filter((key) => !(key in after)),
];

/** What a reader needs of a value: the whole of it, of a component its kind, of a rank its name. */
function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  if (isObject(value) && 'id' in value) return String(value['kind'] ?? value['name'] ?? value['id']);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
