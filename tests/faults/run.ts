import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { FAULTS, type Fault } from '#tests/faults/faults.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What the tests of the core need; nothing else is copied. */
const COPIED = [
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'docs/plan-language.md',
  'app/domain',
  'app/errors.ts',
  'tests/setup.ts',
  'tests/domain',
  'tests/second-opinion',
];
const RUNS = '5000';

const reportSchema = z.object({ testResults: z.array(z.object({ name: z.string(), status: z.string() })) });

/** A throwaway copy of the core and its tests. Faults are seeded into it one by one; the project itself is never touched. */
export class SeededCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'faults-'));

  constructor() {
    for (const path of COPIED) cpSync(join(ROOT, path), join(this.#folder, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  /** Tests among those named that do not fail though the fault is there. @throws Error where its text no longer occurs once */
  missedBy({ file, from, to, tests }: Fault): string[] {
    const path = join(this.#folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} no longer says once: ${from}`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    try {
      const failed = this.failed(tests);
      return tests.filter((test) => !failed.includes(test));
    } finally {
      writeFileSync(path, text);
    }
  }

  /** Tests among those named that fail. */
  failed(tests: readonly string[]): string[] {
    const report = join(this.#folder, 'report.json');
    rmSync(report, { force: true });
    const { stderr } = spawnSync(
      process.execPath,
      [
        ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'core', '--reporter', 'json'],
        ...['--outputFile', report, ...tests],
      ],
      {
        cwd: this.#folder,
        encoding: 'utf8',
        env: { ...outside(), SECOND_OPINION_RUNS: RUNS, SECOND_OPINION_SEED: '1', SECOND_OPINION_SHRINK: 'no' },
      },
    );
    const { testResults } = reportSchema.parse(JSON.parse(readReport(report, stderr)));
    return tests.filter((test) =>
      testResults.some(({ name, status }) => name.endsWith(`/${test}`) && status === 'failed'),
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The environment without what a test run that starts another one has put there. */
function outside(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  return { ...Object.fromEntries(own), NODE_ENV: 'test' };
}

function readReport(path: string, stderr: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`no report of the tests: ${stderr}`, { cause: error });
  }
}

/** A fault and those of its tests that did not see it. */
export interface Seeded {
  readonly name: string;
  readonly tests: readonly string[];
  readonly missed: readonly string[];
}

/** Seeds every fault, one after the other, and prints which tests missed it. */
export function seedAll(): Seeded[] {
  using copy = new SeededCopy();
  const broken = copy.failed([...new Set(FAULTS.flatMap(({ tests }) => tests))]);
  if (broken.length > 0) throw new Error(`these fail without any fault: ${broken.join(', ')}`);
  return FAULTS.map((fault) => {
    const missed = copy.missedBy(fault);
    process.stdout.write(`${missed.length === 0 ? 'found ' : 'MISSED'} ${fault.name}\n`);
    for (const test of missed) process.stdout.write(`       by ${test}\n`);
    return { name: fault.name, tests: fault.tests, missed };
  });
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = seedAll().every(({ missed }) => missed.length === 0) ? 0 : 1;
}
