import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { z } from 'zod';
import { writeFormatted } from '#tests/formatted.ts';
import { agreedResult } from '#tests/second-opinion/agreement.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import { STATES, Statistics } from '#tests/second-opinion/statistics.ts';

const seedSchema = z.object({
  seed: z.int(),
  cases: z.int(),
  rows: z.int(),
  counts: z.record(z.string(), z.object(Object.fromEntries(STATES.map((state) => [state, z.int()])))),
});
const agreedSchema = z.object({
  /** Git's name for what `app/domain` was: what was found for another one says nothing. */
  domain: z.string(),
  commit: z.string(),
  seeds: z.array(seedSchema),
});
export type Agreed = z.infer<typeof agreedSchema>;

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** What is known of the committed engine; nothing yet where it has changed since. */
function knownIn(file: string): Agreed {
  const now = { domain: git('rev-parse', 'HEAD:app/domain'), commit: git('rev-parse', '--short', 'HEAD'), seeds: [] };
  if (!existsSync(file)) return now;
  const known = agreedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return known.domain === now.domain ? known : now;
}

interface Asked {
  readonly first: number;
  readonly seeds: number;
  readonly cases: number;
}

/**
 * Lets the second opinion judge so many random cases of each seed, and keeps what agreed after every seed: a run that was ended goes
 * on where it was. @throws with seed and case where the two differ
 */
export async function agreeOn({ first, seeds, cases }: Asked, file: string): Promise<Agreed> {
  const agreed = knownIn(file);
  for (let seed = first; seed < first + seeds; seed += 1) {
    if (agreed.seeds.some((known) => known.seed === seed && known.cases === cases)) continue;
    const statistics = new Statistics();
    fc.assert(
      fc.property(arbCase, (given) => {
        statistics.add(given, agreedResult(given));
      }),
      { numRuns: cases, seed, endOnFailure: true },
    );
    agreed.seeds.push({ seed, cases, rows: statistics.rows, counts: statistics.counts });
    await writeFormatted(file, JSON.stringify(agreed));
    process.stdout.write(`seed ${seed}: ${cases} cases agree\n`);
  }
  return agreed;
}

/** A Markdown table, one line per kind of component; shares in whole percent of the cases in which it ran, "–" for none. */
export function sharesTable({ seeds }: Agreed): string {
  const kinds = [...new Set(seeds.flatMap(({ counts }) => Object.keys(counts)))].toSorted();
  const sum = (kind: string, state: string): number =>
    seeds.reduce((total, { counts }) => total + (counts[kind]?.[state] ?? 0), 0);
  const states = STATES.slice(1);
  const lines = kinds.map((kind) => {
    const ran = sum(kind, 'ran');
    const shares = states.map((state) => {
      const count = sum(kind, state);
      return count === 0 ? '–' : `${Math.floor((count * 100) / ran)} %`;
    });
    return `| \`${kind}\` | ${[String(ran), ...shares].join(' | ')} |`;
  });
  const head = ['Component', 'ran in', ...states];
  return [`| ${head.join(' | ')} |`, `| --- |${' ---: |'.repeat(STATES.length)}`, ...lines].join('\n');
}
