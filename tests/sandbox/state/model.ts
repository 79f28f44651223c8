/** What a shop holds. Ids are decimal digits as text (they may exceed 2^53), instants are ISO text in UTC with whole seconds. */

export interface Pair {
  name: string;
  value: string;
}

export interface Variant {
  id: string;
  title: string;
  sku: string;
  price: bigint;
  compareAtPrice: bigint | null;
  requiresShipping: boolean;
  taxable: boolean;
  grams: number;
  inventory: number;
}

export interface Product {
  id: string;
  handle: string;
  title: string;
  titleDe: string;
  description: string;
  descriptionDe: string;
  vendor: string;
  productType: string;
  tags: string[];
  collectionIds: string[];
  status: 'active' | 'draft' | 'archived';
  giftCard: boolean;
  taxRatePpm: number;
  variants: Variant[];
  createdAt: string;
  updatedAt: string;
}

export interface Collection {
  id: string;
  handle: string;
  title: string;
  titleDe: string;
  updatedAt: string;
}

export interface Customer {
  id: string;
  email: string | null;
  firstName: string;
  lastName: string;
  phone: string | null;
  locale: string;
  tags: string[];
  createdAt: string;
  updatedAt: string;
}

export interface Discount {
  id: string;
  /** The discount that this code belongs to; one discount may have many codes. */
  nodeId: string;
  title: string;
  code: string;
  kind: 'percentage' | 'fixed_amount' | 'free_shipping';
  /** Parts per million for a percentage, minor units for an amount. */
  value: bigint;
  isActive: boolean;
  usageCount: number;
}

export interface DiscountApplication {
  code: string;
  kind: Discount['kind'];
  value: bigint;
}

export interface Allocation {
  application: number;
  amount: bigint;
}

export interface OrderLine {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string | null;
  price: bigint;
  quantity: number;
  grams: number;
  taxable: boolean;
  taxRatePpm: number;
  tax: bigint;
  requiresShipping: boolean;
  giftCard: boolean;
  tip: boolean;
  properties: Pair[];
  allocations: Allocation[];
  /** Units refunded or removed so far, with their discounted price and tax. */
  removed: { quantity: number; net: bigint; tax: bigint };
  fulfilled: number;
  addedByEdit: boolean;
}

export interface ShippingLine {
  id: string;
  title: string;
  price: bigint;
  allocations: Allocation[];
  taxRatePpm: number;
  tax: bigint;
  refunded: { net: bigint; tax: bigint };
}

export interface Transaction {
  id: string;
  kind: 'sale' | 'authorization' | 'capture' | 'void' | 'refund';
  status: 'success' | 'pending';
  gateway: string;
  manual: boolean;
  amount: bigint;
  createdAt: string;
  processedAt: string;
  parentId: string | null;
}

export type RestockType = 'no_restock' | 'return' | 'cancel';

export interface RefundLine {
  id: string;
  lineId: string;
  quantity: number;
  restockType: RestockType;
  subtotal: bigint;
  tax: bigint;
}

export interface Refund {
  id: string;
  createdAt: string;
  note: string | null;
  lines: RefundLine[];
  shipping: { id: string; shippingLineId: string; subtotal: bigint; tax: bigint }[];
  /** What was paid back more (negative) or less (positive) than lines and shipping are worth. */
  adjustments: { id: string; amount: bigint }[];
  transactionIds: string[];
}

export interface Fulfillment {
  id: string;
  createdAt: string;
  lines: { lineId: string; quantity: number }[];
}

export interface OrderEdit {
  id: string;
  committedAt: string;
  note: string;
  additions: { lineId: string; delta: number }[];
  removals: { lineId: string; delta: number }[];
}

export interface Address {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  countryCode: string;
}

export interface Order {
  id: string;
  number: number;
  token: string;
  cartToken: string | null;
  checkoutToken: string | null;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  closedAt: string | null;
  test: boolean;
  sourceName: string;
  customerId: string | null;
  email: string | null;
  locale: string;
  address: Address | null;
  note: string | null;
  attributes: Pair[];
  tags: string[];
  landingSite: string | null;
  landingSiteRef: string | null;
  referringSite: string | null;
  currency: string;
  /** Another currency shown to the buyer; its amounts are the shop's at this rate. */
  presentment: { currency: string; ratePpm: number };
  taxesIncluded: boolean;
  /** The total when the order was placed; edits leave it. */
  originalTotal: bigint;
  applications: DiscountApplication[];
  lines: OrderLine[];
  shippingLines: ShippingLine[];
  transactions: Transaction[];
  refunds: Refund[];
  fulfillments: Fulfillment[];
  edits: OrderEdit[];
}

export interface AccessToken {
  token: string;
  kind: 'offline' | 'online';
  scopes: string[];
  expiresAt: string | null;
  refreshToken: string | null;
  refreshExpiresAt: string | null;
  /** The token pair this one replaces; it dies when the new pair is first used. */
  replaces: string | null;
  userId: string | null;
}

export interface Installation {
  installedAt: string;
  scopes: string[];
  tokens: AccessToken[];
}

export interface ThemeBlock {
  id: string;
  /** File name of the block without its ending. */
  handle: string;
  isEnabled: boolean;
  settings: Record<string, string | number | boolean>;
}

export interface ShopState {
  id: string;
  domain: string;
  handle: string;
  name: string;
  email: string;
  currency: string;
  countryCode: string;
  ianaTimezone: string;
  taxesIncluded: boolean;
  shippingPrice: bigint;
  shippingTaxRatePpm: number;
  createdAt: string;
  lastOrderNumber: number;
  hasCustomerPrivacyApi: boolean;
  installation: Installation | null;
  blocks: ThemeBlock[];
  products: Product[];
  collections: Collection[];
  customers: Customer[];
  discounts: Discount[];
  orders: Order[];
}

export interface SandboxState {
  nextId: string;
  shops: ShopState[];
}
