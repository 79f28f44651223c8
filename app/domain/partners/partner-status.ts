/** Every status that a partner can have; `house` is the house account's alone. */
export const PARTNER_STATUSES = [
  'house',
  'applied',
  'invited',
  'active',
  'suspended',
  'terminated',
  'declined',
] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];

/** Who takes part or may again: he can be placed, and others can be hung below him. */
export const TAKING_PART = ['active', 'suspended'] as const satisfies readonly PartnerStatus[];

/** Who stands in the tree; nobody below moves when a partnership ends (plans 4.3). Applications and refusals do not. */
export const IN_THE_TREE = [...TAKING_PART, 'terminated', 'invited'] as const satisfies readonly PartnerStatus[];

/** Who sees the portal: whoever left sees what he earned before and what becomes of it. */
export const SEES_PORTAL: readonly PartnerStatus[] = ['active', 'terminated'];
