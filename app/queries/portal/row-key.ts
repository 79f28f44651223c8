import { z } from 'zod';

/** Where a row stands. An estimate is named by what it says, because its number changes with every preview. */
interface RowPlace {
  readonly kind: 'estimate' | 'earning' | 'reversal';
  readonly runId: number;
  readonly id: bigint;
  readonly periodId: number;
  /** What a row of the period is about; such a row has order 0. */
  readonly source: number;
  readonly shopId: number;
  readonly orderId: bigint;
  readonly component: number;
  readonly level: number;
  readonly ratePpm: number;
}

/** A row's part of an address: the same row has the same one, whichever preview computed it. */
export function rowKeyText(row: RowPlace): string {
  const { kind, runId, id, periodId, source, shopId, orderId, component, level, ratePpm } = row;
  if (kind === 'estimate' && orderId === 0n) return `period-${periodId}-${component}-${level}-${ratePpm}-${source}`;
  if (kind === 'estimate') return `estimate-${shopId}-${orderId}-${component}-${level}-${ratePpm}`;
  return kind === 'earning' ? `earning-${runId}-${id}` : `reversal-${id}`;
}

const int = z.coerce.number().int().min(0).max(2_147_483_647);
const bigint = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

const keySchema = z.union([
  z
    .tuple([z.literal('estimate'), int, bigint, int, int, int])
    .transform(([kind, shopId, orderId, component, level, ratePpm]) => ({
      ...{ kind, shopId, orderId, component, level, ratePpm },
    })),
  z
    .tuple([z.literal('period'), int, int, int, int, int])
    .transform(([kind, periodId, component, level, ratePpm, source]) => ({
      ...{ kind, periodId, component, level, ratePpm, source },
    })),
  z.tuple([z.literal('earning'), int, int]).transform(([kind, runId, rowNo]) => ({ kind, runId, rowNo })),
  z.tuple([z.literal('reversal'), bigint]).transform(([kind, recordedSeq]) => ({ kind, recordedSeq })),
]);

export type RowKey = z.infer<typeof keySchema>;

/** The row that an address names; null where it names none. */
export const parseRowKey = (text: string): RowKey | null => keySchema.safeParse(text.split('-')).data ?? null;
