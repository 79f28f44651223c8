import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { format, resolveConfig } from 'prettier';
import { seedAll, type Seeded } from '#tests/faults/run.ts';
import { agreedResult } from '#tests/second-opinion/agreement.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import { Statistics } from '#tests/second-opinion/statistics.ts';

// npm run quality [-- --seeds 20 --cases 5000 --first 1]: the second opinion on many random cases and every seeded fault; writes
// docs/quality.md. Ends at the first case on which the two do not agree.

const PAGE = 'docs/quality.md';

interface Asked {
  readonly first: number;
  readonly seeds: number;
  readonly cases: number;
}

function asked(): Asked {
  const { values } = parseArgs({
    options: {
      first: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '20' },
      cases: { type: 'string', default: '5000' },
    },
  });
  return { first: Number(values.first), seeds: Number(values.seeds), cases: Number(values.cases) };
}

/** @throws with seed and case where engine and second opinion differ */
function agreeOn({ first, seeds, cases }: Asked): Statistics {
  const statistics = new Statistics();
  for (let seed = first; seed < first + seeds; seed += 1) {
    fc.assert(
      fc.property(arbCase, (given) => {
        statistics.add(given, agreedResult(given));
      }),
      { numRuns: cases, seed, endOnFailure: true },
    );
    process.stdout.write(`seed ${seed}: ${statistics.cases} cases agree\n`);
  }
  return statistics;
}

const faultLines = (faults: readonly Seeded[]): string =>
  faults
    .map(({ name, tests, missed }) => {
      const by = tests.map((test) => `${test}${missed.includes(test) ? ' (**missed**)' : ''}`);
      return `- ${name}: ${by.join(', ')}`;
    })
    .join('\n');

function documentOf({ first, seeds, cases }: Asked, statistics: Statistics, faults: readonly Seeded[]): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const found = faults.filter(({ missed }) => missed.length === 0).length;
  return `${[
    '# Quality of the engine',
    `Written by \`npm run quality\`; do not edit. Measured ${new Date().toISOString().slice(0, 10)} at commit ${commit}.`,
    '## A second opinion',
    'A naive second implementation (`tests/second-opinion`: recursion, exact fractions, nothing of `app/domain`) computes random plans' +
      ' and networks beside the engine. Every row, rank and total must be the same.',
    `**${statistics.cases} cases agree**, ${statistics.rows} rows: seeds ${first} to ${first + seeds - 1}, ${cases} cases each.` +
      ' By component, the share of the cases in which it ran and then paid, left somebody out, compressed, was capped, and saw refunds' +
      ' of orders behind its rows; "–" is a state that the component does not have.',
    statistics.table(),
    '## Seeded faults',
    `${found} of ${faults.length} single-line faults in the engine are found by every test that must find them:`,
    faultLines(faults),
  ].join('\n\n')}\n`;
}

const request = asked();
const statistics = agreeOn(request);
const faults = seedAll();
const text = documentOf(request, statistics, faults);
writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
process.stdout.write(`Written: ${PAGE}\n`);
process.exitCode = faults.every(({ missed }) => missed.length === 0) ? 0 : 1;
