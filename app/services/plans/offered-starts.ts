import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import { planStarts, type PlanStart } from '#app/services/plans/plan-starts.ts';

/** Where the next version of a programme may begin, earliest first. */
export function offeredStarts(networkId: NetworkId, programmeId: number, now: Date): Promise<PlanStart[]> {
  return inTransaction(networkId, async (tx) => {
    const calendar = (await calendars(tx)).find((each) => each.programmeId === programmeId);
    return calendar ? planStarts(tx, calendar, now) : [];
  });
}
