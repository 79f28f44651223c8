/**
 * A clock that runs beside the real one by STORY_SHIFT_MS: loaded by `node --import` before the app's processes, and by the
 * story itself, so that a month passes without waiting. The app reads its clock in few places and knows nothing of this.
 */
const RealDate = globalThis.Date;
let shiftMs = Number(process.env['STORY_SHIFT_MS'] ?? 0);

/** Milliseconds since 1970 by the machine's own clock. */
export const realNow = () => RealDate.now();
const shiftedNow = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, self) as Date,
  apply: () => new RealDate(shiftedNow()).toString(),
  get: (target, key) => (key === 'now' ? shiftedNow : (Reflect.get(target, key) as unknown)),
});

/** From now on this process' clock is so many milliseconds ahead of the real one; negative: behind. */
export function setClock(milliseconds: number): void {
  shiftMs = milliseconds;
}
