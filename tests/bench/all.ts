import { fork, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFormatted } from '#tests/formatted.ts';
import { tableOf, type Bench, type BenchSize, type Report } from '#tests/bench/figures.ts';
import { engineBench, engineLargestBench } from '#tests/bench/engine.bench.ts';
import { freshnessBench } from '#tests/bench/freshness.bench.ts';
import { ingestBench } from '#tests/bench/ingest.bench.ts';
import { machineText } from '#tests/bench/machine.ts';
import { pagesBench } from '#tests/bench/pages.bench.ts';
import { plotOf } from '#tests/bench/plot.ts';
import { previewRunBench } from '#tests/bench/preview-run.bench.ts';
import { processingBench } from '#tests/bench/processing.bench.ts';

// npm run bench [-- --short] [-- ingest processing …]: one benchmark after the other, each in a process of its own. A full one leaves
// its report in docs/performance, and docs/performance.md is written from all that are there; a short one prints only.

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

const REPORTS = 'docs/performance';
const PAGE = 'docs/performance.md';
const PLOTS = 'docs/plots';

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

/** A report with when, where and of what it was measured. */
interface Measured {
  readonly report: Report;
  readonly measured: string;
}

const fileOf = (name: string): string => `${REPORTS}/${name}.json`;

/** Keeps a report beside those of other days. */
async function keep(name: string, report: Report): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const isChanged = execFileSync('git', ['status', '--porcelain', 'app', 'prisma'], { encoding: 'utf8' }) !== '';
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const measured = `Measured ${at} UTC at commit ${commit}${isChanged ? ' with changes not committed' : ''}. ${machineText()}`;
  mkdirSync(REPORTS, { recursive: true });
  mkdirSync(PLOTS, { recursive: true });
  await writeFormatted(fileOf(name), JSON.stringify({ report, measured }));
  writeFileSync(`${PLOTS}/${name}.svg`, plotOf(report.title, report.bars));
}

/** The document, made of nothing but what was measured. */
function documentOf(reports: ReadonlyMap<string, Measured>): string {
  const parts = [...reports].map(
    ([
      name,
      {
        report: { title, about, details },
        measured,
      },
    ]) => [`## ${title}`, measured, about, `![${title}](plots/${name}.svg)`, ...details].join('\n\n'),
  );
  return `${[
    '# Performance',
    'Written by `npm run bench`; do not edit. A floor is the least that any program must do for the same result, measured in the' +
      ' same run. Ours and floor take turns, round by round; a value is the median of its rounds, and a ratio is taken within a round.',
    tableOf([...reports.values()].flatMap(({ report }) => report.figures)),
    ...parts,
  ].join('\n\n')}\n`;
}

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const size: BenchSize = process.argv.includes('--short') ? 'short' : 'full';

if (process.argv.includes('--apart')) await runHere(names[0] ?? '', size);

const wanted = names.length > 0 ? names : Object.keys(BENCHES).filter((each) => !ALONE.includes(each));
for (const name of wanted) {
  const report = await runApart(name, size);
  process.stdout.write(`${[tableOf(report.figures), ...report.details].join('\n\n')}\n\n`);
  if (size === 'short') continue;
  await keep(name, report);
  const kept = Object.keys(BENCHES).filter((each) => existsSync(fileOf(each)));
  const reports = new Map(kept.map((each) => [each, JSON.parse(readFileSync(fileOf(each), 'utf8')) as Measured]));
  await writeFormatted(PAGE, documentOf(reports));
  process.stdout.write(`Written: ${PAGE}\n`);
}
