import type { NetworkId, Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import type { Period } from '#app/services/periods/period.ts';
import { anyFacts, factsSince } from '#app/services/runs/facts-since.ts';
import type { RunSummary } from '#app/services/runs/run-spec.ts';

/** What a person accepts. */
export interface AcceptPeriod {
  readonly networkId: NetworkId;
  readonly periodId: number;
  /** The preview that was looked at, by number and fingerprint of its rows. */
  readonly runId: number;
  readonly rowHash: string;
  readonly now: Date;
  readonly actor: string;
}

/** An acceptance whose rows are written, and that nobody has decided yet. */
export interface PreparedAcceptance {
  readonly runId: number;
  readonly period: Period;
  readonly acceptedOn: string;
  /** From which day rows of the period are available. */
  readonly periodRowsOn: string;
  readonly watermark: bigint;
  readonly summary: RunSummary;
}

/** @throws AppError 'period.facts-changed' with how many orders, moves and changes of status came in since */
export async function refuseNewFacts(tx: Tx, period: Period, watermark: bigint): Promise<void> {
  const since = await factsSince(tx, period, watermark);
  if (anyFacts(since)) throw new AppError('period.facts-changed', { count: since.orders + since.partners });
}
