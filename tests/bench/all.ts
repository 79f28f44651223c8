import { fork, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { tableOf, type Bench, type BenchSize, type Report } from '#tests/bench/figures.ts';
import { engineBench, engineLargestBench } from '#tests/bench/engine.bench.ts';
import { freshnessBench } from '#tests/bench/freshness.bench.ts';
import { ingestBench } from '#tests/bench/ingest.bench.ts';
import { machineText } from '#tests/bench/machine.ts';
import { pagesBench } from '#tests/bench/pages.bench.ts';
import { plotOf } from '#tests/bench/plot.ts';
import { previewRunBench } from '#tests/bench/preview-run.bench.ts';
import { processingBench } from '#tests/bench/processing.bench.ts';

// npm run bench [-- --short] [-- ingest processing …]: one benchmark after the other, each in a process of its own. The
// whole set writes docs/performance.md, which says of which size it is; some of it prints only.

const BENCHES: Readonly<Record<string, Bench>> = {
  ingest: ingestBench,
  processing: processingBench,
  preview: previewRunBench,
  freshness: freshnessBench,
  pages: pagesBench,
  engine: engineBench,
  'engine-5m': engineLargestBench,
};
/** Run by name only. */
const ALONE = ['engine-5m'];

const PAGE = 'docs/performance.md';
const PLOTS = 'docs/plots';
const SHORT =
  '**A short run** (`-- --short`): smaller networks, fewer rounds and requests than are demanded. It shows the way, not the figures.';

/** Runs one benchmark in this process and hands its report to the one that asked. */
async function runHere(name: string, size: BenchSize): Promise<void> {
  // Ended from outside it goes the way of an exit, so that server and data go along.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const bench = BENCHES[name];
  if (!bench) throw new Error(`no such benchmark: ${name} (there are ${Object.keys(BENCHES).join(', ')})`);
  const report = await bench(size);
  await new Promise((sent) => process.send?.(report, sent));
  process.exit(0);
}

/** A process per benchmark: no pool, cache or warm code of one helps or hinders the next. */
async function runApart(name: string, size: BenchSize): Promise<Report> {
  const child = fork(import.meta.filename, [name, `--${size}`, '--apart']);
  const report = once(child, 'message').then(([message]) => message as Report);
  const failure = once(child, 'exit').then(([code]) => {
    throw new Error(`the benchmark ${name} ended with ${code}`);
  });
  return Promise.race([report, failure]).finally(() => failure.catch(() => undefined));
}

/** The document, made of nothing but what was measured. */
function documentOf(reports: ReadonlyMap<string, Report>, at: Date): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const isChanged = execFileSync('git', ['status', '--porcelain', 'app', 'prisma'], { encoding: 'utf8' }) !== '';
  const parts = [...reports].map(([name, { title, about, details }]) =>
    [`## ${title}`, about, `![${title}](plots/${name}.svg)`, ...details].join('\n\n'),
  );
  return `${[
    '# Performance',
    'Written by `npm run bench`; do not edit. A floor is the least that any program must do for the same result, measured in the' +
      ' same run. Ours and floor take turns, round by round; a value is the median of its rounds, and a ratio is taken within a round.',
    ...(size === 'short' ? [SHORT] : []),
    `Measured ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC at commit ${commit}${isChanged ? ' with changes not committed' : ''}. ${machineText()}`,
    tableOf([...reports.values()].flatMap(({ figures }) => figures)),
    ...parts,
  ].join('\n\n')}\n`;
}

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const size: BenchSize = process.argv.includes('--short') ? 'short' : 'full';

if (process.argv.includes('--apart')) await runHere(names[0] ?? '', size);

const isWhole = names.length === 0;
const reports = new Map<string, Report>();
for (const name of isWhole ? Object.keys(BENCHES).filter((each) => !ALONE.includes(each)) : names) {
  const report = await runApart(name, size);
  reports.set(name, report);
  process.stdout.write(`${[tableOf(report.figures), ...report.details].join('\n\n')}\n\n`);
}
if (isWhole) {
  mkdirSync(PLOTS, { recursive: true });
  for (const [name, { title, bars }] of reports) writeFileSync(`${PLOTS}/${name}.svg`, plotOf(title, bars));
  const text = documentOf(reports, new Date());
  writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
  process.stdout.write(`Written: ${PAGE}, ${PLOTS}\n`);
}
