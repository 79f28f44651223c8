import type { SandboxShop } from '#tests/sandbox/options.ts';

/** The sponsors of the story, first at the top; in both networks with the same numbers and the same codes. */
export const PEOPLE = [
  { name: 'Anna', lastName: 'Lindner', number: 1001, sponsor: 0, code: 'ANNA10' },
  { name: 'Ben', lastName: 'Okafor', number: 1002, sponsor: 1001, code: 'BEN10' },
  { name: 'Cleo', lastName: 'Marin', number: 1003, sponsor: 1002, code: 'CLEO10' },
] as const;

/** Minor units that Cleo, Ben and Anna have, in this order. */
export type Three = readonly [cleo: bigint, ben: bigint, anna: bigint];

/** One of the two networks: its shop, its plan, and what the story must come to, worked out by hand. */
export interface Side {
  domain: string;
  handle: string;
  name: string;
  /** Percent by pay level. */
  rates: readonly [string, string, string];
  products: readonly { title: string; handle: string; price: string }[];
  /** Rows by order: "Buy it now" with one item back, cart with discount, bank transfer. */
  rows: { first: Three; second: Three; third: Three };
  /** Rows of the first order before anything of it came back. */
  whole: Three;
  /** What a second item of the first order takes back after the acceptance: floor(row × 1 / 2). */
  reversed: Three;
  /** Bases of the three orders after the first refund. */
  bases: readonly [bigint, bigint, bigint];
}

/*
 * Lotus. Prices include 19 % tax and are chosen so that an item's net is a whole number of euros.
 *   first:  3 × €274.89 = 3 × €231.00 net; one comes back: base €462.00
 *           before that, of €693.00: 51.975 ▶ 51.98 (half to even) · 29.4525 ▶ 29.45 · 9.3555 ▶ 9.36
 *           7.5 % = 34.65 · 4.25 % = 19.635 ▶ 19.64 (half to even) · 1.35 % = 6.237 ▶ 6.24
 *   second: €448.63 + €158.27, each 10 % off: 403.77 (tax 64.47) + 142.44 (tax 22.74) = base €459.00
 *           7.5 % = 34.425 ▶ 34.42 (half to even) · 4.25 % = 19.5075 ▶ 19.51 · 1.35 % = 6.1965 ▶ 6.20
 *   third:  2 × €158.27 = 2 × €133.00 net: base €266.00
 *           7.5 % = 19.95 · 4.25 % = 11.305 ▶ 11.30 (half to even) · 1.35 % = 3.591 ▶ 3.59
 *   after the acceptance the second item of the first comes back, €231.00 of the accepted €462.00:
 *           floor(34.65 / 2) = 17.32 · floor(19.64 / 2) = 9.82 · floor(6.24 / 2) = 3.12
 */
const LOTUS: Side = {
  domain: 'lotus.myshopify.com',
  handle: 'lotus',
  name: 'Lotus',
  rates: ['7.5', '4.25', '1.35'],
  products: [
    { title: 'Body oil', handle: 'body-oil', price: '274.89' },
    { title: 'Clay mask', handle: 'clay-mask', price: '448.63' },
    { title: 'Hand cream', handle: 'hand-cream', price: '158.27' },
  ],
  rows: { first: [3465n, 1964n, 624n], second: [3442n, 1951n, 620n], third: [1995n, 1130n, 359n] },
  whole: [5198n, 2945n, 936n],
  reversed: [1732n, 982n, 312n],
  bases: [46_200n, 45_900n, 26_600n],
};

/*
 * Agave: other prices, other rates.
 *   first:  3 × €498.61 = 3 × €419.00 net; one comes back: base €838.00
 *           before that, of €1,257.00: 150.84 · 75.42 · 31.425 ▶ 31.42 (half to even)
 *           12 % = 100.56 · 6 % = 50.28 · 2.5 % = 20.95
 *   second: €312.97 + €115.43, each 10 % off: 281.67 (tax 44.97) + 103.89 (tax 16.59) = base €324.00
 *           12 % = 38.88 · 6 % = 19.44 · 2.5 % = 8.10
 *   third:  2 × €115.43 = 2 × €97.00 net: base €194.00
 *           12 % = 23.28 · 6 % = 11.64 · 2.5 % = 4.85
 *   after the acceptance €419.00 of €838.00 come back: 50.28 · 25.14 · floor(20.95 / 2) = 10.47
 */
const AGAVE: Side = {
  domain: 'agave.myshopify.com',
  handle: 'agave',
  name: 'Agave',
  rates: ['12', '6', '2.5'],
  products: [
    { title: 'Linen sheet', handle: 'linen-sheet', price: '498.61' },
    { title: 'Wool blanket', handle: 'wool-blanket', price: '312.97' },
    { title: 'Linen towel', handle: 'linen-towel', price: '115.43' },
  ],
  rows: { first: [10_056n, 5028n, 2095n], second: [3888n, 1944n, 810n], third: [2328n, 1164n, 485n] },
  whole: [15_084n, 7542n, 3142n],
  reversed: [5028n, 2514n, 1047n],
  bases: [83_800n, 32_400n, 19_400n],
};

export const SIDES: readonly Side[] = [LOTUS, AGAVE];

/** The shop as the stand-in opens it: German prices, one discount code, the app's blocks still off. */
export const shopOf = ({ domain, name, products }: Side): SandboxShop => ({
  ...{ domain, name, currency: 'EUR', countryCode: 'DE', ianaTimezone: 'Europe/Berlin' },
  ...{ taxesIncluded: true, taxRatePpm: 190_000, shipping: '4.90', installed: true },
  products: products.map(({ title, price }) => ({ title, price })),
  discounts: [{ code: 'HERBST10' }],
});

/** Adds up what each of the three has in some lists. */
export const plus = (...lists: readonly Three[]): Three =>
  lists.reduce<Three>((sum, [cleo, ben, anna]) => [sum[0] + cleo, sum[1] + ben, sum[2] + anna], [0n, 0n, 0n]);

export const minus = (from: Three, less: Three): Three => [from[0] - less[0], from[1] - less[1], from[2] - less[2]];

export const total = ([cleo, ben, anna]: Three): bigint => cleo + ben + anna;

const CENTS = 100n;

/** An amount as a page shows it, written here by hand: €1,234.50 and 1.234,50 €. */
export function euros(minor: bigint, language: 'en' | 'de' = 'en'): string {
  const size = minor < 0n ? -minor : minor;
  const sign = minor < 0n ? '\u2212' : '';
  const [group, point] = language === 'en' ? [',', '.'] : ['.', ','];
  const whole = (size / CENTS).toString().replace(/\B(?=(\d{3})+$)/g, group);
  const text = `${whole}${point}${(size % CENTS).toString().padStart(2, '0')}`;
  return language === 'en' ? `${sign}€${text}` : `${sign}${text}\u00a0€`;
}
