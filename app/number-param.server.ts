import { z } from 'zod';

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** A number that an address names. @throws Response 404 for anything else */
export function numberParam(text: string | undefined): number {
  const parsed = numberSchema.safeParse(text);
  if (!parsed.success) throw Response.json({ code: 'request.invalid' }, { status: 404 });
  return parsed.data;
}

/** The same where an address may name none. */
export function optionalNumber(text: string | null): number | null {
  return numberSchema.nullable().catch(null).parse(text);
}
