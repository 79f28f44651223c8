import { idSchema } from '#app/domain/orders/fields.ts';
import { tryLosslessJson } from '#app/domain/orders/lossless-json.ts';
import { unexpectedShape, unusable, type Parsed } from '#app/domain/orders/parsed.ts';
import { editPayloadSchema } from '#app/domain/orders/payload.ts';
import { z } from 'zod';

/** Which order orders/edited speaks of; what changed is read from the order itself. */
export function parseEditPayload(raw: string): Parsed<{ orderId: bigint }> {
  const json = tryLosslessJson(raw);
  if (!json) return unusable('not-json', '');
  const payload = editPayloadSchema.safeParse(json.value);
  return payload.success ? { ok: true, orderId: payload.data.order_edit.order_id } : unexpectedShape(payload.error);
}

/** Which order orders/delete speaks of. */
export function parseDeletePayload(raw: string): Parsed<{ orderId: bigint }> {
  const json = tryLosslessJson(raw);
  if (!json) return unusable('not-json', '');
  const payload = z.object({ id: idSchema }).safeParse(json.value);
  return payload.success ? { ok: true, orderId: payload.data.id } : unexpectedShape(payload.error);
}
