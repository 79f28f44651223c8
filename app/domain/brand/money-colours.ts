import { toHex, toRgb } from '#app/domain/brand/oklch.ts';
import type { Mode } from '#app/domain/brand/palette.ts';

/** The hues of the four money words and of a reversal: the same in every network, whatever its brand. */
const HUES = {
  estimated: { c: 0.02, h: 260 },
  held: { c: 0.12, h: 70 },
  available: { c: 0.15, h: 255 },
  paid: { c: 0.13, h: 150 },
  reversed: { c: 0.17, h: 27 },
} as const;

export type MoneyWord = keyof typeof HUES;
export const MONEY_WORDS = Object.keys(HUES) as readonly MoneyWord[];

const TEXT_LIGHTNESS = { light: 0.47, dark: 0.8 } as const;
const GROUND = { light: { l: 0.95, c: 0.04 }, dark: { l: 0.3, c: 0.06 } } as const;

/** Text and badge ground of a money word, as `#rrggbb`. */
export function moneyColours(word: MoneyWord, mode: Mode): { text: string; ground: string } {
  const { c, h } = HUES[word];
  const ground = GROUND[mode];
  return {
    text: toHex(toRgb({ l: TEXT_LIGHTNESS[mode], c, h })),
    ground: toHex(toRgb({ l: ground.l, c: Math.min(c, ground.c), h })),
  };
}
