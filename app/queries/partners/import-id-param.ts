import { z } from 'zod';
import { AppError } from '#app/errors.ts';

/** An import's id from an address. @throws AppError import.not-found for anything that cannot be one */
export function importIdParam(text: string | undefined): string {
  const parsed = z.uuid().safeParse(text);
  if (!parsed.success) throw new AppError('import.not-found');
  return parsed.data;
}
