import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SandboxState } from '#tests/sandbox/state/model.ts';

const SAVE_DELAY_MS = 1_500;

/** Whole numbers of cents are written as `123n`, since JSON has no bigint. */
const AMOUNT = /^-?\d+n$/;

/** What a former run left, or null. */
export function loadState(file: string | undefined): SandboxState | null {
  if (file === undefined || !existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) =>
    typeof value === 'string' && AMOUNT.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as SandboxState;
}

/** Writes the state a moment after the last change, and at once on `flush`; a torn file cannot come of it. */
export function stateSaver(file: string | undefined, snapshot: () => SandboxState) {
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    const text = JSON.stringify(snapshot(), (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };

  return {
    changed() {
      if (file === undefined || timer) return;
      timer = setTimeout(flush, SAVE_DELAY_MS);
      timer.unref();
    },
    flush,
  };
}
