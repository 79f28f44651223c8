import { expect, test } from 'vitest';
import { brandOf, brandSchema, DEFAULT_COLOUR } from '#app/domain/brand/brand.ts';
import { MONEY_WORDS, moneyColours } from '#app/domain/brand/money-colours.ts';
import { contrast, parseHex, toHex, toOklch, toRgb, type Rgb } from '#app/domain/brand/oklch.ts';
import { paletteOf, type Mode, type Palette } from '#app/domain/brand/palette.ts';
import { styleSheetOf } from '#app/domain/brand/style-sheet.ts';

const MODES: readonly Mode[] = ['light', 'dark'];
const rgb = (hex: string): Rgb => parseHex(hex) ?? expect.fail(`not a colour: ${hex}`);

/** 33 steps on each channel: 35,937 brands. */
function* brands(): Generator<Rgb> {
  const steps = Array.from({ length: 33 }, (_, step) => Math.min(255, step * 8));
  for (const red of steps) for (const green of steps) for (const blue of steps) yield [red, green, blue];
}

type Pair = readonly [name: string, limit: number, of: (palette: Palette) => number];

const worst = (colour: string, grounds: readonly string[]) =>
  Math.min(...grounds.map((ground) => contrast(rgb(colour), rgb(ground))));
const grounds = ({ background, surface, sunken, soft }: Palette) => [background, surface, sunken, soft];

const PAIRS: readonly Pair[] = [
  ['text', 11.4, (palette) => worst(palette.text, grounds(palette))],
  ['muted', 5.8, (palette) => worst(palette.muted, [palette.background, palette.surface])],
  ['accent', 4.6, (palette) => worst(palette.accent, grounds(palette))],
  ['text on fill', 4.6, (palette) => contrast(rgb(palette.onFill), rgb(palette.fill))],
  ['text on hovered fill', 4.6, (palette) => contrast(rgb(palette.onFill), rgb(palette.fillHover))],
  ['edge', 3.05, (palette) => worst(palette.edge, [palette.background, palette.surface, palette.sunken])],
  ['control border', 3.3, (palette) => worst(palette.border, [palette.background, palette.surface])],
];

// Goal: no merchant can choose a colour that partners cannot read. Method: a grid over all colours, both modes, measured on
// the 8-bit values.
test('every brand colour gives readable pages in light and dark', () => {
  const lowest = new Map<string, { contrast: number; brand: string }>();
  const measure = (palette: Palette, brand: string) => {
    for (const [name, , of] of PAIRS) {
      const found = of(palette);
      if (found < (lowest.get(name)?.contrast ?? 99)) lowest.set(name, { contrast: found, brand });
    }
  };
  for (const brand of brands()) {
    for (const mode of MODES) measure(paletteOf(brand, mode).palette, `${toHex(brand)} ${mode}`);
  }
  for (const [name, limit] of PAIRS) {
    const { contrast: found = 0, brand } = lowest.get(name) ?? {};
    expect(found, `${name} of ${brand ?? '?'}`).toBeGreaterThanOrEqual(limit);
  }
}, 60_000);

test('a light button is the brand itself, or at most .04 darker', () => {
  for (const brand of brands()) {
    const { fill } = paletteOf(brand, 'light').palette;
    expect(toOklch(brand).l - toOklch(rgb(fill)).l, toHex(brand)).toBeLessThanOrEqual(0.0405);
  }
}, 60_000);

test('money words can be read on paper, on panels and on their badges, beside every brand', () => {
  for (const brand of ['#ffeb00', '#000000', '#e30613', '#ffffff', DEFAULT_COLOUR]) {
    for (const mode of MODES) {
      const { palette } = paletteOf(rgb(brand), mode);
      for (const word of MONEY_WORDS) {
        const { text, ground } = moneyColours(word, mode);
        const found = worst(text, [ground, palette.background, palette.surface, palette.soft]);
        expect(found, `${word} ${mode} ${brand}`).toBeGreaterThanOrEqual(4.6);
      }
    }
  }
});

test('a colour survives the way to OKLCH and back', () => {
  for (const brand of brands()) expect(toRgb(toOklch(brand))).toEqual(brand);
});

test('grey brands tint nothing', () => {
  const { background, text, soft } = paletteOf([128, 130, 128], 'light').palette;
  for (const tone of [background, text, soft]) expect(new Set(rgb(tone)).size).toBe(1);
});

test('the setting holds what was computed, and the style sheet says it in both modes', () => {
  const brand = brandOf({ name: 'Hofladen', colour: '#7CB342', imprintUrl: null, privacyUrl: null });
  expect(brandSchema.parse(JSON.parse(JSON.stringify(brand)))).toEqual(brand);
  const sheet = styleSheetOf(brand);
  expect(sheet).toContain(`--fill:${brand.light.fill}`);
  expect(sheet).toContain(`--on-fill:${brand.dark.onFill}`);
  expect(sheet).toContain('--estimated-ground:');
  expect(sheet).not.toMatch(/url|@import|</);
});
