/** Shopify's reasons for a cancellation or a return that a programme can bar, in lower case. */
export const REVERSAL_REASONS = ['inventory', 'staff', 'defective', 'wrong_item', 'not_as_described', 'other'] as const;
