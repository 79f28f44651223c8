import type { SandboxShop } from '#tests/sandbox/options.ts';

/** The demo's main shop: its network has a history. */
export const LOTUS = 'lotus.myshopify.com';

/** The second shop, which has no network yet. */
export const AGAVE = 'agave.myshopify.com';

/** Two shops of the stand-in: Lotus has the app, Agave shows an installation from the first page on. */
export function demoShops(): SandboxShop[] {
  const common = {
    currency: 'EUR',
    countryCode: 'DE',
    ianaTimezone: 'Europe/Berlin',
    taxesIncluded: true,
    taxRatePpm: 190_000,
    shipping: '4.90',
  };
  return [
    {
      ...common,
      domain: LOTUS,
      name: 'Lotus Naturkosmetik',
      installed: true,
      products: [
        { title: 'Lotus body oil', titleDe: 'Lotus-Körperöl', price: '29.90', tags: ['care'], collections: ['Body'] },
        {
          title: 'Rose hydrosol',
          titleDe: 'Rosenhydrolat',
          price: '18.50',
          tags: ['care', 'face'],
          collections: ['Face'],
        },
        { title: 'Shea hand cream', titleDe: 'Shea-Handcreme', price: '14.90', tags: ['care'], collections: ['Body'] },
        { title: 'Clay mask', titleDe: 'Tonerde-Maske', price: '24.00', tags: ['face'], collections: ['Face'] },
        {
          title: 'Evening tea',
          titleDe: 'Abendtee',
          price: '9.80',
          taxRatePpm: 70_000,
          tags: ['tea'],
          collections: ['Teas'],
        },
        { title: 'Gift card', titleDe: 'Geschenkgutschein', price: '50.00', giftCard: true },
      ],
      discounts: [{ code: 'HERBST10' }, { code: 'CLEO10' }],
    },
    {
      ...common,
      domain: AGAVE,
      name: 'Agave Home',
      products: [
        { title: 'Linen towel', titleDe: 'Leinenhandtuch', price: '22.00', tags: ['linen'] },
        { title: 'Olive soap', titleDe: 'Olivenseife', price: '6.50', tags: ['soap'] },
      ],
    },
  ];
}
