import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';

/** Imports that a layer may not have; `$` of a path is its own. Everything that touches the outside is an I/O package. */
const OUTSIDE =
  '^(pg|pg-copy-streams|@prisma|prisma|nodemailer|graphile-worker|express|pino|rate-limiter-flexible)(/|$)';
const FACES = '^(react|react-dom|@remix-run|@shopify|@conform-to)(/|$)';
const PURE_PACKAGES = '^(zod|temporal-polyfill)(/|$)';

const layer = (name: string) => `^app/${name}/`;
const npm = (pattern: string) => pattern.replace('^', '(^|node_modules/)');

function forbid(name: string, from: string, to: string, but?: { from?: string; to?: string }): IForbiddenRuleType {
  return {
    name,
    severity: 'error',
    from: { path: from, ...(but?.from ? { pathNot: but.from } : {}) },
    to: { path: to, ...(but?.to ? { pathNot: but.to } : {}) },
  };
}

/** Which way dependencies point: routes, jobs ▶ services, queries ▶ adapters ▶ domain; and never in a circle. */
export const IMPORT_RULES: IForbiddenRuleType[] = [
  { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
  forbid('domain-is-alone', layer('domain'), '^(app|tests|extensions)/', { to: layer('domain') }),
  { ...forbid('domain-is-pure', layer('domain'), '.', { to: `${npm(PURE_PACKAGES)}|^app/|^tests/` }) },
  forbid('adapters-look-down', layer('adapters'), layer('(services|queries|routes|components|jobs)')),
  forbid('queries-read-through-adapters', layer('queries'), layer('(services|routes|components|jobs)')),
  forbid('services-are-use-cases', layer('services'), layer('(queries|routes|components)')),
  forbid('jobs-call-services', layer('jobs'), layer('(queries|routes|components)')),
  forbid('only-adapters-touch-the-outside', layer('(services|queries|routes|components)'), npm(OUTSIDE)),
  forbid('jobs-know-the-queue-only', layer('jobs'), npm(OUTSIDE), { to: npm('^graphile-worker/') }),
  forbid('only-pages-know-the-faces', layer('(adapters|services|queries|jobs)'), npm(FACES), {
    from: layer('adapters/shopify'),
  }),
  forbid('routes-never-see-the-database', layer('routes'), `${layer('adapters/db')}|^app/db\\.server`),
  forbid('components-have-no-data', layer('components'), layer('(services|queries|adapters|jobs|routes)')),
  forbid('polaris-stays-in-the-admin', '^app/', npm('^@shopify/polaris'), {
    from: '^app/(components/admin/|routes/app[./]|root\\.tsx|routes/auth)',
  }),
  forbid('faces-stay-apart', layer('components/(portal|shared)'), layer('components/admin')),
  forbid('admin-without-portal', layer('components/admin'), layer('components/portal')),
  forbid('program-without-tests', '^app/', '^tests/'),
  { name: 'no-unknown-import', severity: 'error', from: { path: '^app/' }, to: { couldNotResolve: true } },
];

/** Violations of the rules in a folder that has an `app/`, as `rule: from → to`; types count as well. */
export async function importViolations(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['app'], {
    baseDir,
    ruleSet: { forbidden: IMPORT_RULES },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|json|graphql)$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  });
  if (typeof output === 'string') throw new Error(output);
  const { summary } = output as ICruiseResult;
  if (summary.totalCruised === 0) throw new Error('nothing was read');
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
