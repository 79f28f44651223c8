/** A colour as the eye orders it: lightness 0 to 1, chroma from 0, hue in degrees (OKLCH). */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** Red, green, blue as a screen takes them, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** sRGB's curve, once for each of the 256 values a channel can have. */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const channel = value / 255;
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
});

const linear = (value: number): number => LINEAR[value] as number;

function encoded(channel: number): number {
  const inside = Math.min(1, Math.max(0, channel));
  return Math.floor(255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055) + 0.5);
}

/** Bisections of the chroma: leaves an error far below one step of 8 bit. */
const BISECTIONS = 12;

/** Half a step of 8 bit lies inside: it rounds to a colour that exists. */
const GAMUT_TOLERANCE = 1e-4;

function linearOf({ l, c, h }: Oklch): Rgb {
  const angle = (h * Math.PI) / 180;
  const a = c * Math.cos(angle);
  const b = c * Math.sin(angle);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const isInGamut = (rgb: Rgb): boolean =>
  Math.min(rgb[0], rgb[1], rgb[2]) >= -GAMUT_TOLERANCE && Math.max(rgb[0], rgb[1], rgb[2]) <= 1 + GAMUT_TOLERANCE;

function chromaInGamut(colour: Oklch): Rgb {
  const wanted = linearOf(colour);
  if (isInGamut(wanted)) return wanted;
  let inside = 0;
  let outside = colour.c;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (inside + outside) / 2;
    if (isInGamut(linearOf({ ...colour, c: middle }))) inside = middle;
    else outside = middle;
  }
  return linearOf({ ...colour, c: inside });
}

/** The colour in 8 bit; where a screen cannot show it, with the greatest chroma at which it can. */
export function toRgb(colour: Oklch): Rgb {
  const [red, green, blue] = chromaInGamut(colour);
  return [encoded(red), encoded(green), encoded(blue)];
}

export function toOklch([red, green, blue]: Rgb): Oklch {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return { l, c: Math.hypot(a, yellow), h: (Math.atan2(yellow, a) * 180) / Math.PI };
}

/** Relative luminance as WCAG 2 defines it. */
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** Contrast by WCAG 2, from 1 to 21; the order does not matter. */
export function contrast(one: Rgb, other: Rgb): number {
  const [left, right] = [luminance(one), luminance(other)];
  return (Math.max(left, right) + 0.05) / (Math.min(left, right) + 0.05);
}

export const toHex = (rgb: Rgb): string => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** `#rrggbb` in 8 bit; null for anything else. */
export function parseHex(text: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return null;
  const [red, green, blue] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
}
