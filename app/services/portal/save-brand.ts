import { createHash } from 'node:crypto';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { appendBrand, deleteLogo, saveLogo } from '#app/adapters/db/repositories/brand.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { brandOf, type Brand, type BrandChoice } from '#app/domain/brand/brand.ts';
import { parseHex } from '#app/domain/brand/oklch.ts';
import { AppError } from '#app/errors.ts';

/** Pictures that a browser shows without being able to run something in them. */
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export const LOGO_BYTES_MAX = 512 * 1024;

const SIGNATURES: Record<(typeof LOGO_TYPES)[number], (bytes: Buffer) => boolean> = {
  'image/png': (bytes) => bytes.subarray(0, 4).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47)),
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff)),
  'image/webp': (bytes) => bytes.subarray(0, 4).toString() === 'RIFF' && bytes.subarray(8, 12).toString() === 'WEBP',
};

interface SaveBrand extends BrandChoice {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  /** New bytes, `null` to take the logo away, `undefined` to leave it. */
  readonly logo?: Buffer | null;
}

/**
 * Saves name, colour, links and logo as a new version; every other colour is computed here, once.
 * @throws AppError request.invalid for a colour that is none, or a logo that is no picture or too large
 */
export function saveBrand({ networkId, actor, now, logo, ...choice }: SaveBrand): Promise<Brand> {
  if (!parseHex(choice.colour)) throw new AppError('request.invalid', { field: 'colour' });
  const brand = brandOf(choice);
  const picture = logo && { bytes: logo, mime: mimeOf(logo), sha256: createHash('sha256').update(logo).digest('hex') };
  return inTransaction(networkId, async (tx) => {
    const version = await appendBrand(tx, brand, { actor, now });
    if (picture) await saveLogo(tx, picture);
    if (logo === null) await deleteLogo(tx);
    const after = { version, colour: brand.colour, logo: picture ? picture.sha256 : undefined };
    await appendAudit(tx, { at: now, actor, action: 'brand.saved', subject: 'setting:brand', after });
    return brand;
  });
}

function mimeOf(bytes: Buffer): string {
  const mime = LOGO_TYPES.find((type) => SIGNATURES[type](bytes));
  if (!mime || bytes.length > LOGO_BYTES_MAX) throw new AppError('request.invalid', { field: 'logo' });
  return mime;
}
