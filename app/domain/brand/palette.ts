import { contrast, toHex, toOklch, toRgb, type Oklch, type Rgb } from '#app/domain/brand/oklch.ts';

export type Mode = 'light' | 'dark';

/** Every colour of the portal that follows the brand, as `#rrggbb`. */
export interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  /** The band behind the top figure. */
  readonly soft: string;
  /** Links, icons, active tab, focus ring. */
  readonly accent: string;
  readonly fill: string;
  readonly onFill: string;
  readonly fillHover: string;
  /** Border of a filled button: the accent where the fill would not stand out, else the fill itself. */
  readonly edge: string;
}

/** What the merchant is told about the brand colour in a mode: `fill` had to move, or needed a border. */
export interface Adjustments {
  readonly fillChanged: boolean;
  readonly needsEdge: boolean;
}

const TEXT_CONTRAST = 4.6;
const EDGE_CONTRAST = 3.05;
const STEP = 0.01;
const HOVER = 0.05;
/** Below it a colour is grey: its hue would be noise. */
const CHROMA_MIN = 0.03;
/** How much of the brand's hue the neutral tones carry. */
const NEUTRAL_CHROMA = 0.008;
const INK_LIGHTNESS = 0.18;
const WHITE: Rgb = [255, 255, 255];

/** Lightness of the neutral tones by mode. */
const NEUTRALS = {
  light: { background: 0.98, sunken: 0.955, line: 0.9, border: 0.6, text: 0.22, muted: 0.47 },
  dark: { background: 0.17, sunken: 0.26, line: 0.34, border: 0.62, text: 0.95, muted: 0.77 },
} as const;
const SURFACE_DARK = 0.21;
const SOFT = { light: { l: 0.95, c: 0.035 }, dark: { l: 0.3, c: 0.06 } } as const;
const ACCENT_START = { light: 0.58, dark: 0.7 } as const;
const FILL_DARK_MIN = 0.55;

const atLeast = (limit: number, colour: Rgb, grounds: readonly Rgb[]): boolean =>
  grounds.every((ground) => contrast(colour, ground) >= limit);

/** Moves the lightness by `step` until the condition holds; black and white end every search. */
function moved(colour: Oklch, step: number, isReached: (rgb: Rgb) => boolean): Oklch {
  let found = colour;
  while (!isReached(toRgb(found)) && found.l > 0 && found.l < 1) {
    found = { ...found, l: Math.min(1, Math.max(0, found.l + step)) };
  }
  return found;
}

interface Fill {
  readonly colour: Oklch;
  readonly rgb: Rgb;
  readonly on: Rgb;
}

/** The primary button: the brand itself where it can be read, else the nearest tone that can. */
function fillOf(brand: Oklch, given: Rgb, { mode, ink, surface }: { mode: Mode; ink: Rgb; surface: Rgb }): Fill {
  const start =
    mode === 'light'
      ? brand
      : moved({ ...brand, l: Math.max(brand.l, FILL_DARK_MIN) }, STEP, (rgb) => atLeast(EDGE_CONTRAST, rgb, [surface]));
  const rgb = mode === 'light' ? given : toRgb(start);
  if (contrast(WHITE, rgb) >= TEXT_CONTRAST) return { colour: start, rgb, on: WHITE };
  if (contrast(ink, rgb) >= TEXT_CONTRAST) return { colour: start, rgb, on: ink };
  const darker = moved(start, -STEP, (tone) => contrast(WHITE, tone) >= TEXT_CONTRAST);
  const isVisible = mode === 'light' || atLeast(EDGE_CONTRAST, toRgb(darker), [surface]);
  if (isVisible) return { colour: darker, rgb: toRgb(darker), on: WHITE };
  const lighter = moved(start, STEP, (tone) => contrast(ink, tone) >= TEXT_CONTRAST);
  return { colour: lighter, rgb: toRgb(lighter), on: ink };
}

/**
 * All brand colours of a mode from one colour. Contrast is measured after rounding to 8 bit, and holds for every brand:
 * text on its grounds >= 11.4, muted >= 5.8, accent and text on the fill >= 4.6, fill or its edge >= 3.05.
 */
export function paletteOf(given: Rgb, mode: Mode): { palette: Palette; adjustments: Adjustments } {
  const measured = toOklch(given);
  const brand: Oklch = { ...measured, c: measured.c < CHROMA_MIN ? 0 : measured.c };
  const neutral = (l: number): Rgb => toRgb({ l, c: Math.min(brand.c, NEUTRAL_CHROMA), h: brand.h });
  const tones = NEUTRALS[mode];
  const background = neutral(tones.background);
  const surface = mode === 'light' ? WHITE : neutral(SURFACE_DARK);
  const sunken = neutral(tones.sunken);
  const soft = toRgb({ l: SOFT[mode].l, c: Math.min(brand.c, SOFT[mode].c), h: brand.h });
  const start = ACCENT_START[mode];
  const accentL = mode === 'light' ? Math.min(brand.l, start) : Math.max(brand.l, start);
  const grounds = [background, surface, sunken, soft];
  const accent = toRgb(
    moved({ ...brand, l: accentL }, mode === 'light' ? -STEP : STEP, (rgb) => atLeast(TEXT_CONTRAST, rgb, grounds)),
  );
  const fill = fillOf(brand, given, { mode, ink: neutral(INK_LIGHTNESS), surface });
  const needsEdge = !atLeast(EDGE_CONTRAST, fill.rgb, [background, surface, sunken]);
  const hoverL = fill.colour.l + (fill.on === WHITE ? -HOVER : HOVER);
  return {
    palette: {
      background: toHex(background),
      surface: toHex(surface),
      sunken: toHex(sunken),
      line: toHex(neutral(tones.line)),
      border: toHex(neutral(tones.border)),
      text: toHex(neutral(tones.text)),
      muted: toHex(neutral(tones.muted)),
      soft: toHex(soft),
      accent: toHex(accent),
      fill: toHex(fill.rgb),
      onFill: toHex(fill.on),
      fillHover: toHex(toRgb({ ...fill.colour, l: Math.min(1, Math.max(0, hoverL)) })),
      edge: toHex(needsEdge ? accent : fill.rgb),
    },
    adjustments: { fillChanged: toHex(fill.rgb) !== toHex(given), needsEdge },
  };
}
