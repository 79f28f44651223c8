import { createHash } from 'node:crypto';
import { deleteLogo, findLogoHash, saveLogo } from '#app/adapters/db/repositories/brand.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { brandOf, type BrandChoice } from '#app/domain/brand/brand.ts';
import { LOGO_BYTES_MAX } from '#app/domain/settings/forms.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { AppError } from '#app/errors.ts';
import { appendSetting } from '#app/services/settings/save-setting.ts';

export interface SaveLook extends BrandChoice {
  readonly networkId: NetworkId;
  /** `keep`, `remove`, or a picture in base64. */
  readonly logo: string;
  readonly actor: string;
  readonly now: Date;
}

/** How the pictures that a browser only shows begin; what a file claims to be does not count. */
const SIGNATURES: readonly { mime: string; fits: (bytes: Buffer) => boolean }[] = [
  { mime: 'image/png', fits: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { mime: 'image/jpeg', fits: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  {
    mime: 'image/webp',
    fits: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  },
];

function pictureOf(base64: string): { mime: string; bytes: Buffer; sha256: string } {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > LOGO_BYTES_MAX) throw new AppError('request.invalid', { logo: 'too-large' });
  const signature = SIGNATURES.find(({ fits }) => fits(bytes));
  if (!signature) throw new AppError('request.invalid', { logo: 'not-an-image' });
  return { mime: signature.mime, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Name, colour, links and logo of the portal; the other colours are computed once, here.
 * @throws AppError 'request.invalid' for a logo that is no picture or too large
 */
export function saveLook({ networkId, logo, actor, now, ...choice }: SaveLook): Promise<void> {
  const picture = logo === 'keep' || logo === 'remove' ? null : pictureOf(logo);
  const { name, colour, imprintUrl, privacyUrl } = choice;
  return inTransaction(networkId, async (tx) => {
    await appendSetting(tx, { key: 'brand', value: brandOf({ name, colour, imprintUrl, privacyUrl }), actor, now });
    const before = await findLogoHash(tx);
    const after = picture ? picture.sha256 : logo === 'remove' ? null : before;
    if (after === before) return;
    if (picture) await saveLogo(tx, picture);
    else await deleteLogo(tx);
    const change = { before: { sha256: before }, after: { sha256: after } };
    await appendAudit(tx, { at: now, actor, action: 'logo.saved', subject: 'asset:logo', ...change });
  });
}
