import { z } from 'zod';
import { acceptedThrough } from '#app/adapters/db/repositories/accepted-through.server.ts';
import { codesOf } from '#app/adapters/db/repositories/codes.server.ts';
import { edgesOf, type SponsorEdge } from '#app/adapters/db/repositories/edges.server.ts';
import { findPartner, partnersByNumber, type Partner } from '#app/adapters/db/repositories/partners.server.ts';
import { findContact, type Contact } from '#app/adapters/db/repositories/profiles.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { findFiguresRun, type FiguresRun } from '#app/queries/figures-run.ts';
import { currencyOf } from '#app/queries/network-currency.ts';
import { rankAt, rankNames } from '#app/queries/rank-names.ts';
import { ownAccountsOf, type OwnAccountView } from '#app/queries/partners/own-accounts.ts';
import { placesOf, type PlacesInTree } from '#app/queries/placement/places.ts';
import { levelsBelow, type TreeLevel } from '#app/queries/tree/levels.ts';
import { uplineOf, type Upline } from '#app/queries/tree/upline.ts';

const amount = z.bigint().transform(String);

const figuresSchema = z.object({
  active: z.boolean(),
  rank: z.int(),
  title: z.int(),
  level: z.int(),
  below: z.int(),
  ownMinor: amount,
  customerMinor: amount,
  teamMinor: amount,
  estimatedMinor: amount,
  orders: z.int(),
});

const balancesSchema = z.object({ heldMinor: amount, availableMinor: amount, paidMinor: amount });

const eventSchema = z.object({
  id: z.string(),
  at: z.date().transform((at) => at.toISOString()),
  actor: z.string(),
  action: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
});

/** A dated sponsor of a partner, and whether the move can still be taken back. */
export interface SponsorSince {
  readonly recordedSeq: string;
  readonly sponsor: number;
  readonly sponsorName: string;
  readonly validFrom: string;
  readonly reason: string;
  readonly isUndone: boolean;
  readonly isUndo: boolean;
  readonly canUndo: boolean;
}

export interface PartnerDetail {
  readonly partner: Omit<Partner, 'joinedAt'> & { joinedAt: string };
  readonly contact: Contact | null;
  readonly codes: readonly { code: string; validFrom: string; endedAt: string | null }[];
  readonly accounts: readonly OwnAccountView[];
  readonly run: FiguresRun | null;
  readonly currency: string;
  /** Names of what the period pays as, and of the best rank ever reached. */
  readonly rank: string | null;
  readonly title: string | null;
  /** Null until a run has seen the partner. */
  readonly figures: z.infer<typeof figuresSchema> | null;
  readonly balances: z.infer<typeof balancesSchema>;
  readonly upline: Upline;
  readonly levels: readonly TreeLevel[];
  /** Newest first. */
  readonly sponsors: readonly SponsorSince[];
  /** Of each placement tree of the plans in force. */
  readonly places: readonly PlacesInTree[];
  readonly history: readonly z.infer<typeof eventSchema>[];
}

const HISTORY_MAX = 50;

/** Everything the partner's page shows. @throws AppError partner.not-found, for the house account too */
export function partnerDetail(request: { networkId: NetworkId; number: number; now: Date }): Promise<PartnerDetail> {
  return inTransaction(request.networkId, async (tx) => {
    const partner = await findPartner(tx, request.number);
    if (!partner || partner.status === 'house') throw new AppError('partner.not-found', { number: request.number });
    const run = await findFiguresRun(tx, request.now);
    const view = { at: null, runId: run?.runId ?? null, watermark: run?.watermark ?? '0', alikeUntil: null };
    const { number } = partner;
    const figures = await figuresOf(tx, number, run);
    const ranks = await rankNames(tx, run?.runId ?? null);
    return {
      partner: { ...partner, joinedAt: partner.joinedAt.toISOString() },
      contact: await findContact(tx, number),
      codes: (await codesOf(tx, number)).map(({ code, validFrom, endedAt }) => ({
        code,
        validFrom: validFrom.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
      accounts: await ownAccountsOf(tx, number),
      run,
      currency: await currencyOf(tx),
      figures,
      rank: rankAt(ranks, figures?.rank ?? null),
      title: rankAt(ranks, figures?.title ?? null),
      balances: await balancesOf(tx, number),
      upline: await uplineOf(tx, view, number),
      levels: await levelsBelow(tx, view, number),
      sponsors: await sponsorsOf(tx, number),
      places: await placesOf(tx, partner, request.now),
      history: await historyOf(tx, number),
    };
  });
}

function figuresOf(tx: Tx, number: number, run: FiguresRun | null) {
  return tx.find(
    figuresSchema,
    sql`select active, rank, title, depth as level, subtree_end - position - 1 as below, own_minor as "ownMinor",
               customer_minor as "customerMinor", team_minor as "teamMinor", orders, (
                 select coalesce(sum(f.amount_minor), 0)::bigint from period_preview v
                   join partner_period f on f.network_id = ${tx.networkId} and f.run_id = v.run_id and f.number = ${number}
                  where v.network_id = ${tx.networkId}) as "estimatedMinor"
          from partner_period where network_id = ${tx.networkId} and run_id = ${run?.runId ?? -1} and number = ${number}`,
  );
}

function balancesOf(tx: Tx, number: number) {
  return tx.one(
    balancesSchema,
    sql`select coalesce(sum(amount_minor) filter (where account = 'held'), 0)::bigint as "heldMinor",
               coalesce(sum(amount_minor) filter (where account = 'available'), 0)::bigint as "availableMinor",
               coalesce(sum(amount_minor) filter (where account = 'paid'), 0)::bigint as "paidMinor"
          from ledger_entry where network_id = ${tx.networkId} and partner = ${number}`,
  );
}

function historyOf(tx: Tx, number: number) {
  return tx.all(
    eventSchema,
    sql`select id, at, actor, action, before, after, reason from audit_event
         where network_id = ${tx.networkId} and subject = ${`partner:${number}`} order by at desc, id desc limit ${HISTORY_MAX}`,
  );
}

async function sponsorsOf(tx: Tx, number: number): Promise<SponsorSince[]> {
  const edges = await edgesOf(tx, number);
  const through = await acceptedThrough(tx);
  const people = await partnersByNumber(tx, [...new Set(edges.map((edge) => edge.sponsor))]);
  const names = new Map(people.map((each) => [each.number, `${each.firstName} ${each.lastName}`.trim()]));
  const undone = new Set(edges.map((edge) => edge.undoes));
  const canUndo = (edge: SponsorEdge, index: number): boolean =>
    index > 0 &&
    edge.undoes === null &&
    !undone.has(edge.recordedSeq) &&
    edges[index + 1]?.validFrom.getTime() !== edge.validFrom.getTime() &&
    (through === null || edge.validFrom >= through);
  return edges
    .map((edge, index) => ({
      recordedSeq: edge.recordedSeq.toString(),
      sponsor: edge.sponsor,
      sponsorName: names.get(edge.sponsor) ?? '',
      validFrom: edge.validFrom.toISOString(),
      reason: edge.reason,
      isUndone: undone.has(edge.recordedSeq),
      isUndo: edge.undoes !== null,
      canUndo: canUndo(edge, index),
    }))
    .toReversed();
}
