import { AppError } from '#app/errors.ts';

/** A partner's number from an address. @throws AppError partner.not-found for anything that cannot be one */
export function numberParam(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new AppError('partner.not-found');
  return Number(text);
}
