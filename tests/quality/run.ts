import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seedAll, type Seeded } from '#tests/faults/run.ts';
import { writeFormatted } from '#tests/formatted.ts';
import { agreeOn, sharesTable, type Agreed } from '#tests/quality/agreed.ts';

// npm run quality [-- --seeds 20 --cases 5000 --first 1 --without-faults]: the second opinion on many random cases and every seeded
// fault; writes docs/quality.md. Seeds that agreed for the same engine are kept. Ends at the first case on which the two differ.

const FOLDER = 'docs/quality';
const AGREED = `${FOLDER}/second-opinion.json`;
const FAULTS = `${FOLDER}/faults.json`;
const PAGE = 'docs/quality.md';

const faultLines = (faults: readonly Seeded[]): string =>
  faults
    .map(({ name, tests, missed }) => {
      const by = tests.map((test) => `${test}${missed.includes(test) ? ' (**missed**)' : ''}`);
      return `- ${name}: ${by.join(', ')}`;
    })
    .join('\n');

function documentOf(agreed: Agreed, faults: readonly Seeded[]): string {
  const total = (of: 'cases' | 'rows') => agreed.seeds.reduce((sum, seed) => sum + seed[of], 0);
  const found = faults.filter(({ missed }) => missed.length === 0).length;
  return `${[
    '# Quality of the engine',
    'Written by `npm run quality`; do not edit.',
    '## A second opinion',
    'A naive second implementation (`tests/second-opinion`: recursion, exact fractions, nothing of `app/domain`) computes random plans' +
      ' and networks beside the engine. Every row, rank and total must be the same.',
    `**${total('cases')} cases agree**, ${total('rows')} rows, for \`app/domain\` as of commit ${agreed.commit}; seeds` +
      ` ${agreed.seeds.map(({ seed }) => seed).join(', ')}. By component, the share of the cases in which it ran and then paid, left` +
      ' somebody out, compressed, was capped, and saw refunds of orders behind its rows; "–" is a state that it does not have.',
    sharesTable(agreed),
    '## Seeded faults',
    ...(faults.length === 0
      ? ['Not run for this page.']
      : [
          `${found} of ${faults.length} single-line faults in the engine are found by every test that must find them:`,
          faultLines(faults),
        ]),
  ].join('\n\n')}\n`;
}

const { values } = parseArgs({
  options: {
    first: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '20' },
    cases: { type: 'string', default: '5000' },
    'without-faults': { type: 'boolean', default: false },
  },
});
mkdirSync(FOLDER, { recursive: true });
const asked = { first: Number(values.first), seeds: Number(values.seeds), cases: Number(values.cases) };
const agreed = await agreeOn(asked, AGREED);
if (!values['without-faults']) await writeFormatted(FAULTS, JSON.stringify(seedAll()));
const faults = existsSync(FAULTS) ? (JSON.parse(readFileSync(FAULTS, 'utf8')) as Seeded[]) : [];
await writeFormatted(PAGE, documentOf(agreed, faults));
process.stdout.write(`Written: ${PAGE}\n`);
process.exitCode = faults.every(({ missed }) => missed.length === 0) ? 0 : 1;
