import fc from 'fast-check';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import { secondOpinion } from '#tests/second-opinion/second-opinion.ts';
const seed = Number(process.argv[2] ?? 1),
  numRuns = Number(process.argv[3] ?? 200),
  verbose = process.argv[4];
function diff(given: any): string | null {
  const parsed = caseSchema.safeParse(given);
  if (!parsed.success) return 'SCHEMA ' + JSON.stringify(parsed.error.issues.slice(0, 5));
  let r;
  try {
    r = runCase(parsed.data);
  } catch (e) {
    return 'THROW ' + (e as Error).stack?.slice(0, 600);
  }
  const o = secondOpinion(given);
  const rows = r.rows
    .map((row) =>
      [row.component, row.earner, row.order, row.source, row.level, row.rate, row.base, row.amount].join(' '),
    )
    .toSorted();
  const out: string[] = [];
  r.ranks.forEach((k, i) => {
    if (JSON.stringify(k) !== JSON.stringify(o.ranks[i]))
      out.push('rank E ' + JSON.stringify(k) + ' O ' + JSON.stringify(o.ranks[i]));
  });
  if (r.ranks.length !== o.ranks.length) out.push('ranks count');
  r.state.ranks
    .toSorted((a, b) => a.partner - b.partner)
    .forEach((k, i) => {
      const q = o.rankState[i];
      for (const f of Object.keys(k) as (keyof typeof k)[])
        if (!q || k[f] !== q[f]) out.push('state E ' + JSON.stringify(k) + ' O ' + JSON.stringify(q));
    });
  const es = new Set(rows),
    os = new Set(o.rows);
  for (const x of rows) if (!os.has(x)) out.push('E ' + x);
  for (const x of o.rows) if (!es.has(x)) out.push('O ' + x);
  if (out.length === 0 && JSON.stringify(rows) !== JSON.stringify(o.rows)) out.push('multiplicity');
  return out.length ? out.join('\n') : null;
}
let slow = 0;
const t = Date.now();
let n = 0;
const res = fc.check(
  fc.property(arbCase, (g) => {
    n++;
    const d = diff(g);
    if (d) throw new Error(d);
  }),
  { seed, numRuns, ...(verbose === 'noshrink' ? { endOnFailure: true } : {}), interruptAfterTimeLimit: 150000 },
);
console.log('runs', res.numRuns, 'shrinks', res.numShrinks, 'ms', Date.now() - t, 'failed', res.failed);
if (res.failed && res.counterexample) {
  const g = res.counterexample[0];
  console.log(diff(g));
  console.log(JSON.stringify(g));
}
