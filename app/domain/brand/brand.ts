import { z } from 'zod';
import { assert } from '#app/domain/assert.ts';
import { parseHex } from '#app/domain/brand/oklch.ts';
import { paletteOf, type Palette } from '#app/domain/brand/palette.ts';

export const DEFAULT_COLOUR = '#0f6b66';

const hex = z.string().regex(/^#[0-9a-f]{6}$/);
const paletteSchema = z.object({
  background: hex,
  surface: hex,
  sunken: hex,
  line: hex,
  border: hex,
  text: hex,
  muted: hex,
  soft: hex,
  accent: hex,
  fill: hex,
  onFill: hex,
  fillHover: hex,
  edge: hex,
}) satisfies z.ZodType<Palette>;

/** The setting `brand`: what the merchant chose, and the colours computed from it when it was saved. */
export const brandSchema = z.object({
  name: z.string(),
  colour: hex,
  light: paletteSchema,
  dark: paletteSchema,
  imprintUrl: z.url().nullable(),
  privacyUrl: z.url().nullable(),
});
export type Brand = z.infer<typeof brandSchema>;

/** What the merchant gives. `colour` is `#rrggbb`. */
export interface BrandChoice {
  readonly name: string;
  readonly colour: string;
  readonly imprintUrl: string | null;
  readonly privacyUrl: string | null;
}

/** The setting as it is stored: choice and computed colours of both modes. @throws InvariantError on another colour form */
export function brandOf(choice: BrandChoice): Brand {
  const rgb = parseHex(choice.colour);
  assert(rgb, `not a colour: ${choice.colour}`);
  return {
    ...choice,
    colour: choice.colour.toLowerCase(),
    light: paletteOf(rgb, 'light').palette,
    dark: paletteOf(rgb, 'dark').palette,
  };
}
