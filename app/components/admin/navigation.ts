/** The admin's pages in the order of the navigation (Home is not listed): the last part of the address. */
export const NAVIGATION = [
  'partners',
  'tree',
  'orders',
  'commissions',
  'periods',
  'payouts',
  'plan',
  'settings',
] as const;
