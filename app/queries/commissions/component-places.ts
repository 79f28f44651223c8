import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { CommissionFilters } from '#app/queries/commissions/filters.ts';

/** Where a component stands in the plans of runs that lists show: `components[i]` is its index in the plan of `runIds[i]`. */
export interface ComponentPlaces {
  readonly runIds: readonly number[];
  readonly components: readonly number[];
}

/** Filters whose component was looked up: rows say a place in their run's plan, people say a name. */
export type PlacedFilters = Omit<CommissionFilters, 'component'> & { readonly component: ComponentPlaces | null };

/** Looks up what the filters name. A component that no plan has leaves no row. */
export async function placedFilters(tx: Tx, filters: CommissionFilters): Promise<PlacedFilters> {
  const { component } = filters;
  return { ...filters, component: component === null ? null : await placesOf(tx, component) };
}

/** That a row or a count is of the component. */
export const isOfComponent = ({ runIds, components }: ComponentPlaces, row: { runId: Sql; component: Sql }): Sql =>
  sql`(${row.runId}, ${row.component}::int) in (select * from unnest(${runIds}::int[], ${components}::int[]))`;

/** The names of all components in plans of runs that lists show, in the order of the plans. */
export async function componentNames(tx: Tx): Promise<string[]> {
  const found = await tx.all(
    z.object({ id: z.string() }),
    sql`select named.component ->> 'id' as id ${shownComponents(tx)}
         group by 1 order by min(named.place), 1`,
  );
  return found.map(({ id }) => id);
}

async function placesOf(tx: Tx, id: string): Promise<ComponentPlaces> {
  const found = await tx.all(
    z.object({ runId: z.int(), component: z.int() }),
    sql`select r.id as "runId", (named.place - 1)::int as component ${shownComponents(tx)}
         where named.component ->> 'id' = ${id}`,
  );
  return { runIds: found.map(({ runId }) => runId), components: found.map(({ component }) => component) };
}

/** Runs `r` whose rows lists show, each with its plan's components. */
const shownComponents = (tx: Tx): Sql => sql`
          from (select run_id from period_acceptance where network_id = ${tx.networkId}
                union select run_id from period_preview where network_id = ${tx.networkId}) shown
          join run r on r.network_id = ${tx.networkId} and r.id = shown.run_id
          join period p on p.network_id = ${tx.networkId} and p.id = r.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          join plan_version v on v.network_id = ${tx.networkId} and v.programme_id = c.programme_id and v.version = r.plan_version
         cross join lateral jsonb_array_elements(v.document -> 'components') with ordinality as named (component, place)`;
