import type { Brand } from '#app/domain/brand/brand.ts';
import { MONEY_WORDS, moneyColours } from '#app/domain/brand/money-colours.ts';
import type { Mode, Palette } from '#app/domain/brand/palette.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function declarations(palette: Palette, mode: Mode): string {
  const brand = Object.entries(palette).map(([name, value]) => `--${kebab(name)}:${value as string}`);
  const money = MONEY_WORDS.flatMap((word) => {
    const { text, ground } = moneyColours(word, mode);
    return [`--${word}:${text}`, `--${word}-ground:${ground}`];
  });
  return [...brand, ...money].join(';');
}

/** The brand as a style sheet of custom properties, light and dark by the reader's device. */
export function styleSheetOf(brand: Brand): string {
  const light = declarations(brand.light, 'light');
  const dark = declarations(brand.dark, 'dark');
  return `:root{color-scheme:light dark;${light}}\n@media (prefers-color-scheme: dark){:root{${dark}}}\n`;
}
