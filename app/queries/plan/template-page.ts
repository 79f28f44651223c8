import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { judgePlan } from '#app/domain/compliance/judge-plan.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';
import { currency as currencyOfCode, parseMinor } from '#app/domain/money/currency.ts';
import { TEMPLATE_NAMES, TEMPLATES, type TemplateName } from '#app/domain/templates/templates.ts';
import { planHome } from '#app/queries/plan/plan-home.ts';

/** A plan to start from, with what its worked example pays; amounts are minor units of `EXAMPLE_CURRENCY` as text. */
export interface ShownTemplate {
  readonly name: TemplateName;
  /** Runs can compute and explain every part of it. */
  readonly isRunnable: boolean;
  /** The most that one order can cost, in parts per million of its net goods; null where nothing limits it. */
  readonly ceilingPpm: number | null;
  readonly orders: readonly { readonly partner: string; readonly netMinor: string }[];
  readonly pays: readonly {
    readonly earner: string;
    readonly amountMinor: string;
    /** By kind of component. */
    readonly parts: readonly { readonly kind: string; readonly amountMinor: string }[];
  }[];
}

/** The currency of all worked examples. */
export const EXAMPLE_CURRENCY = 'EUR';

const EUR = currencyOfCode(EXAMPLE_CURRENCY);

/** Every plan to start from, simplest first. */
export function templatePage(networkId: NetworkId): Promise<{ templates: readonly ShownTemplate[] }> {
  return inTransaction(networkId, async (tx) => {
    const home = await planHome(tx);
    return { templates: TEMPLATE_NAMES.map((name) => shown(name, home)) };
  });
}

function shown(name: TemplateName, home: PlanHome): ShownTemplate {
  const { plan, example } = TEMPLATES[name];
  const document = plan({ name, currency: home.currency, cadence: 'month' });
  const { findings, ceilingPpm } = judgePlan(document, home);
  const kindOf = (id: string) => document.components.find((component) => component.id === id)?.kind ?? '';
  const nameOf = (number: number) => example.names[number] ?? '';
  const earners = Map.groupBy(example.pays, ({ earner }) => earner);
  return {
    name,
    isRunnable: !findings.some(({ about }) => about === 'runs'),
    ceilingPpm,
    orders: example.world.orders.map(({ partner, lines }) => ({
      partner: nameOf(partner),
      netMinor: sumOf(lines.map(({ net }) => net)),
    })),
    pays: [...earners].map(([earner, rows]) => ({
      earner: nameOf(earner),
      amountMinor: sumOf(rows.map(({ amount }) => amount)),
      parts: rows.map(({ component, amount }) => ({ kind: kindOf(component), amountMinor: sumOf([amount]) })),
    })),
  };
}

const sumOf = (amounts: readonly string[]): string =>
  String(amounts.reduce((total: bigint, amount) => total + parseMinor(amount, EUR), 0n));
