import type { PlacedEntry, StoredEntry } from '#app/adapters/db/repositories/volumes.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { minor, sum } from '#app/domain/money/minor.ts';
import type { VolumeEntry } from '#app/domain/volume/volume-entries.ts';

interface Placing {
  key: OrderKey;
  calendarId: number;
  asOf: Date;
  /** Where facts that are new count: the paid instant's period, or the open one where that is accepted. */
  newPeriodId: number;
  /** The period that runs now: whatever concerns accepted ones appears there. */
  openPeriodId: number;
  stored: readonly StoredEntry[];
}

type KnownEntry = Pick<StoredEntry, 'lineId' | 'periodId' | 'earns' | 'isAccepted' | 'baseMinor'>;

/** The next key of a source: `source`, `source~2` … (see volume-entries). */
function nextKey(sourceKey: string): string {
  const [source = '', times = '1'] = sourceKey.split('~');
  return `${source}~${Number(times) + 1}`;
}

/**
 * Says in which period each entry counts (design 4, recording). What is added counts as new; what is taken back counts
 * with its line. Where the line's period was accepted, the taken part appears in the open period, lowers volume only,
 * and reverses accepted rows (`reverses`); a line of which a part still earns in an open period gives the accepted part first.
 */
export function placeEntries(
  entries: readonly VolumeEntry[],
  placing: Placing,
): { placed: PlacedEntry[]; reverses: boolean } {
  const placed: PlacedEntry[] = [];
  let reverses = false;
  const { key, calendarId, asOf, newPeriodId, openPeriodId } = placing;
  const known = Map.groupBy<bigint, KnownEntry>(placing.stored, ({ lineId }) => lineId);
  for (const entry of entries) {
    const ofLine = known.get(entry.lineId) ?? [];
    known.set(entry.lineId, ofLine);
    // What is placed counts for the entries that follow: one telling may bring several changes of a line.
    const place = (one: PlacedEntry) => {
      placed.push(one);
      ofLine.push({ ...one, isAccepted: false });
    };
    const common = { ...key, ...entry, calendarId, asOf };
    const earning = ofLine.find((one) => one.earns && !one.isAccepted);
    const acceptedMinor = sum(ofLine.filter((one) => one.isAccepted || !one.earns).map((one) => one.baseMinor));
    if (entry.baseMinor > 0n || acceptedMinor <= 0n) {
      place({ ...common, periodId: earning?.periodId ?? newPeriodId, earns: true });
      continue;
    }
    const wanted = -entry.baseMinor;
    const fromAccepted = wanted < acceptedMinor ? wanted : acceptedMinor;
    const rest = wanted - fromAccepted;
    place({ ...common, periodId: openPeriodId, earns: false, baseMinor: minor(-fromAccepted) });
    reverses = true;
    if (rest > 0n) {
      const sourceKey = nextKey(entry.sourceKey);
      const periodId = earning?.periodId ?? openPeriodId;
      place({ ...common, sourceKey, periodId, earns: true, baseMinor: minor(-rest) });
    }
  }
  return { placed, reverses };
}
