import { parseHex } from '#app/domain/brand/oklch.ts';
import { paletteOf, type Adjustments, type Palette } from '#app/domain/brand/palette.ts';

/** What a colour would look like in a mode, and what had to be changed about it. */
export interface ColourPreview {
  readonly palette: Palette;
  readonly adjustments: Adjustments;
}

/** Both modes of a colour as it is typed; null while it is none. Pure and small enough for the browser. */
export function previewOf(colour: string): { light: ColourPreview; dark: ColourPreview } | null {
  const rgb = parseHex(colour.trim().toLowerCase());
  return rgb && { light: paletteOf(rgb, 'light'), dark: paletteOf(rgb, 'dark') };
}
