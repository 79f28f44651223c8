import { z } from 'zod';
import { acceptedThrough } from '#app/adapters/db/repositories/accepted-through.server.ts';
import { findClosingPath } from '#app/adapters/db/repositories/closing-path.server.ts';
import { edgesOf, uplineAt } from '#app/adapters/db/repositories/edges.server.ts';
import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import { findPartner, partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { startOfDay } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { AppError } from '#app/errors.ts';
import { findFiguresRun } from '#app/queries/figures-run.ts';

/** Somebody whose team grows or shrinks: partners below, and their team's sales in the figures' period, before and after. */
export interface TeamChange {
  readonly number: number;
  readonly name: string;
  readonly belowBefore: number;
  readonly belowAfter: number;
  readonly teamBeforeMinor: string;
  readonly teamAfterMinor: string;
}

/** What a move would do, before it is done. */
export interface MoveEffect {
  readonly currency: string;
  readonly validFrom: string;
  readonly name: string;
  readonly sponsorName: string;
  /** Partners who move along. */
  readonly below: number;
  readonly teamMinor: string;
  readonly gains: readonly TeamChange[];
  readonly loses: readonly TeamChange[];
  /** Further ones on either side that are not listed. */
  readonly moreGains: number;
  readonly moreLoses: number;
  /** The move holds until then, because a later one is dated already. */
  readonly until: string | null;
  readonly openPeriods: readonly { startsAt: string; endsAt: string }[];
  /** Why it cannot be done, if so: the refusal the service would give. */
  readonly refusal: { code: 'tree.cycle' | 'tree.period-accepted' | 'tree.sponsor-not-found'; path: string } | null;
}

interface MoveQuestion {
  readonly networkId: NetworkId;
  readonly partner: number;
  readonly sponsor: number;
  /** `YYYY-MM-DD` in the network's time zone. */
  readonly validOn: string;
  readonly now: Date;
}

/** Shown of each side; the nearest are the most concerned. */
const SHOWN_MAX = 10;

/** Who would gain and lose by a move, from which date, in which periods. @throws AppError partner.not-found */
export function moveEffect(request: MoveQuestion): Promise<MoveEffect> {
  return inTransaction(request.networkId, async (tx) => {
    const network = await findNetwork(tx, request.networkId);
    assert(network, `no network ${request.networkId}`);
    const question = { ...request, validFrom: startOfDay(network.timeZone, request.validOn) };
    const [partner, sponsor] = [await findPartner(tx, question.partner), await findPartner(tx, question.sponsor)];
    if (!partner || partner.status === 'house') throw new AppError('partner.not-found', { number: question.partner });
    if (!sponsor) throw new AppError('tree.sponsor-not-found', { number: question.sponsor });
    const before = await uplineAt(tx, partner.number, question.validFrom);
    const above = await uplineAt(tx, sponsor.number, question.validFrom);
    const after = sponsor.number === 0 ? [] : [sponsor.number, ...above];
    const gaining = after.filter((number) => !before.includes(number));
    const losing = before.filter((number) => !after.includes(number));
    const run = await findFiguresRun(tx, question.now);
    const teams = await teamsOf(tx, run?.runId ?? -1, [
      partner.number,
      ...gaining.slice(0, SHOWN_MAX),
      ...losing.slice(0, SHOWN_MAX),
    ]);
    const own = teams.get(partner.number);
    const moving = { below: (own?.below ?? 0) + 1, teamMinor: own?.teamMinor ?? 0n };
    const later = (await edgesOf(tx, partner.number)).find((edge) => edge.validFrom > question.validFrom);
    return {
      currency: network.currency,
      validFrom: question.validFrom.toISOString(),
      name: nameOf(partner),
      sponsorName: nameOf(sponsor),
      below: moving.below - 1,
      teamMinor: moving.teamMinor.toString(),
      gains: changes(gaining, teams, moving, 1),
      loses: changes(losing, teams, moving, -1),
      moreGains: Math.max(0, gaining.length - SHOWN_MAX),
      moreLoses: Math.max(0, losing.length - SHOWN_MAX),
      until: later?.validFrom.toISOString() ?? null,
      openPeriods: await openPeriods(tx, question.validFrom),
      refusal: await refusalOf(tx, question),
    };
  });
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();

const teamSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  below: z.int().nullable(),
  teamMinor: z.bigint().nullable(),
});
type Team = z.infer<typeof teamSchema>;

async function teamsOf(tx: Tx, runId: number, numbers: readonly number[]): Promise<Map<number, Team>> {
  const rows = await tx.all(
    teamSchema,
    sql`select p.number, p.first_name as "firstName", p.last_name as "lastName", f.subtree_end - f.position - 1 as below,
               f.team_minor as "teamMinor"
          from partner p
          left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${runId} and f.number = p.number
         where p.network_id = ${tx.networkId} and p.number = any(${numbers}::int[])`,
  );
  return new Map(rows.map((row) => [row.number, row]));
}

function changes(
  numbers: readonly number[],
  teams: ReadonlyMap<number, Team>,
  moving: { below: number; teamMinor: bigint },
  sign: 1 | -1,
): TeamChange[] {
  return numbers.slice(0, SHOWN_MAX).map((number) => {
    const team = teams.get(number);
    const below = team?.below ?? 0;
    const teamMinor = team?.teamMinor ?? 0n;
    return {
      number,
      name: team ? nameOf(team) : '',
      belowBefore: below,
      belowAfter: below + sign * moving.below,
      teamBeforeMinor: teamMinor.toString(),
      teamAfterMinor: (teamMinor + BigInt(sign) * moving.teamMinor).toString(),
    };
  });
}

function openPeriods(tx: Tx, from: Date) {
  return tx.all(
    z.object({
      startsAt: z.date().transform((at) => at.toISOString()),
      endsAt: z.date().transform((at) => at.toISOString()),
    }),
    sql`select p.starts_at as "startsAt", p.ends_at as "endsAt" from period p
         where p.network_id = ${tx.networkId} and p.ends_at > ${from}
           and not exists (select from period_acceptance a where a.network_id = ${tx.networkId} and a.period_id = p.id)
         order by p.starts_at limit 12`,
  );
}

async function refusalOf(tx: Tx, question: MoveQuestion & { validFrom: Date }): Promise<MoveEffect['refusal']> {
  const through = await acceptedThrough(tx);
  if (through && question.validFrom < through) return { code: 'tree.period-accepted', path: '' };
  const circle = await findClosingPath(tx, question);
  if (!circle) return null;
  const people = new Map((await partnersByNumber(tx, circle)).map((each) => [each.number, nameOf(each)]));
  return {
    code: 'tree.cycle',
    path: circle.map((number) => `${people.get(number) ?? ''} ${number}`.trim()).join(' > '),
  };
}
