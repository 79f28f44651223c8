import { expect, test } from 'vitest';
import { brandOf, brandSchema, DEFAULT_COLOUR } from '#app/domain/brand/brand.ts';
import { MONEY_WORDS, moneyColours } from '#app/domain/brand/money-colours.ts';
import { contrast, parseHex, toHex, toOklch, toRgb, type Rgb } from '#app/domain/brand/oklch.ts';
import { paletteOf, type Mode, type Palette } from '#app/domain/brand/palette.ts';
import { styleSheetOf } from '#app/domain/brand/style-sheet.ts';
import { isLong } from '#tests/runs.ts';

const MODES: readonly Mode[] = ['light', 'dark'];
const rgb = (hex: string): Rgb => parseHex(hex) ?? expect.fail(`not a colour: ${hex}`);

/** Every twelfth value of each channel and the last: 12,167 brands; in a long run every fourth, 274,625. */
const SPACING = isLong ? 4 : 12;
function* brands(): Generator<Rgb> {
  const steps = Array.from({ length: Math.ceil(255 / SPACING) + 1 }, (_, step) => Math.min(255, step * SPACING));
  for (const red of steps) for (const green of steps) for (const blue of steps) yield [red, green, blue];
}

type Colours = Readonly<Record<keyof Palette, Rgb>>;
type Pair = readonly [name: string, limit: number, of: (colours: Colours) => number];

const coloursOf = (palette: Palette) =>
  Object.fromEntries(Object.entries(palette).map(([name, hex]: [string, string]) => [name, rgb(hex)])) as Colours;
const worst = (colour: Rgb, grounds: readonly Rgb[]) => Math.min(...grounds.map((ground) => contrast(colour, ground)));
const grounds = ({ background, surface, sunken, soft }: Colours) => [background, surface, sunken, soft];

const PAIRS: readonly Pair[] = [
  ['text', 11.4, (colours) => worst(colours.text, grounds(colours))],
  ['muted', 5.8, (colours) => worst(colours.muted, [colours.background, colours.surface])],
  ['accent', 4.6, (colours) => worst(colours.accent, grounds(colours))],
  ['text on fill', 4.6, (colours) => contrast(colours.onFill, colours.fill)],
  ['text on hovered fill', 4.6, (colours) => contrast(colours.onFill, colours.fillHover)],
  ['edge', 3.05, (colours) => worst(colours.edge, [colours.background, colours.surface, colours.sunken])],
  ['control border', 3.3, (colours) => worst(colours.border, [colours.background, colours.surface])],
];

// Goal: no merchant can choose a colour that partners cannot read, and a light button stays his own. Method: a grid over all
// colours, both modes, measured on the 8-bit values.
test('every brand colour gives readable pages in light and dark, and a light button at most .04 darker than itself', () => {
  const lowest = new Map<string, { contrast: number; brand: string }>();
  const measure = (colours: Colours, brand: string) => {
    for (const [name, , of] of PAIRS) {
      const found = of(colours);
      if (found < (lowest.get(name)?.contrast ?? 99)) lowest.set(name, { contrast: found, brand });
    }
  };
  let darkened = { by: 0, brand: '' };
  for (const brand of brands()) {
    for (const mode of MODES) {
      const colours = coloursOf(paletteOf(brand, mode).palette);
      measure(colours, `${toHex(brand)} ${mode}`);
      const by = toOklch(brand).l - toOklch(colours.fill).l;
      if (mode === 'light' && by > darkened.by) darkened = { by, brand: toHex(brand) };
    }
  }
  for (const [name, limit] of PAIRS) {
    const { contrast: found = 0, brand } = lowest.get(name) ?? {};
    expect(found, `${name} of ${brand ?? '?'}`).toBeGreaterThanOrEqual(limit);
  }
  // Four steps of .01; what is beyond them is the rounding to 8 bit.
  expect(darkened.by, darkened.brand).toBeLessThanOrEqual(0.042);
});

test('money words can be read on paper, on panels and on their badges, beside every brand', () => {
  for (const brand of ['#ffeb00', '#000000', '#e30613', '#ffffff', DEFAULT_COLOUR]) {
    for (const mode of MODES) {
      const { palette } = paletteOf(rgb(brand), mode);
      for (const word of MONEY_WORDS) {
        const { text, ground } = moneyColours(word, mode);
        const { background, surface, soft } = coloursOf(palette);
        const found = worst(rgb(text), [rgb(ground), background, surface, soft]);
        expect(found, `${word} ${mode} ${brand}`).toBeGreaterThanOrEqual(4.6);
      }
    }
  }
});

test('a colour survives the way to OKLCH and back', () => {
  for (const brand of brands()) expect(toHex(toRgb(toOklch(brand)))).toBe(toHex(brand));
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
