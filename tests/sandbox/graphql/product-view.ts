import { connection, listConnection } from '#tests/sandbox/graphql/connection.ts';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { plainMoney } from '#tests/sandbox/graphql/money-bag.ts';
import { searchFilter } from '#tests/sandbox/graphql/search.ts';
import { decimal } from '#tests/sandbox/money.ts';
import { digitsOf, gid } from '#tests/sandbox/state/ids.ts';
import type { Collection, Product, Variant } from '#tests/sandbox/state/model.ts';

/** A product as the Admin API shows it. */
export function productView(product: Product, context: QueryContext): View {
  const { shop } = context;
  const prices = product.variants.map((variant) => variant.price).sort((a, b) => (a < b ? -1 : 1));
  const collections = shop.collections.filter((collection) => product.collectionIds.includes(collection.id));
  return {
    __typename: 'Product',
    id: gid('Product', product.id),
    legacyResourceId: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    descriptionHtml: `<p>${product.description}</p>`,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status.toUpperCase(),
    isGiftCard: product.giftCard,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.createdAt,
    hasOnlyDefaultVariant: product.variants.length === 1,
    totalInventory: product.variants.reduce((sum, variant) => sum + variant.inventory, 0),
    priceRangeV2: {
      minVariantPrice: plainMoney(prices[0] ?? 0n, shop.currency),
      maxVariantPrice: plainMoney(prices.at(-1) ?? 0n, shop.currency),
    },
    onlineStoreUrl: `https://${shop.domain}/products/${product.handle}`,
    featuredMedia: null,
    category: null,
    inCollection: ({ id }: Args) => product.collectionIds.includes(digitsOf(String(id))),
    collections: (args: Args) => listConnection(collections, args, (collection) => collectionView(collection, context)),
    variants: (args: Args) =>
      listConnection(product.variants, args, (variant) => variantView(product, variant, context)),
    variantsCount: { count: product.variants.length, precision: 'EXACT' },
    metafield: null,
  };
}

export const variantView = (product: Product, variant: Variant, context: QueryContext): View => ({
  __typename: 'ProductVariant',
  id: gid('ProductVariant', variant.id),
  legacyResourceId: variant.id,
  title: variant.title,
  displayName: `${product.title} - ${variant.title}`,
  sku: variant.sku,
  price: decimal(variant.price, context.shop.currency),
  compareAtPrice: variant.compareAtPrice === null ? null : decimal(variant.compareAtPrice, context.shop.currency),
  position: product.variants.indexOf(variant) + 1,
  taxable: variant.taxable,
  availableForSale: true,
  inventoryQuantity: variant.inventory,
  inventoryPolicy: 'DENY',
  createdAt: product.createdAt,
  updatedAt: product.updatedAt,
  barcode: null,
  product: () => productView(product, context),
  metafield: null,
});

export function collectionView(collection: Collection, context: QueryContext): View {
  const products = () => context.shop.products.filter((product) => product.collectionIds.includes(collection.id));
  return {
    __typename: 'Collection',
    id: gid('Collection', collection.id),
    legacyResourceId: collection.id,
    handle: collection.handle,
    title: collection.title,
    description: '',
    descriptionHtml: '',
    updatedAt: collection.updatedAt,
    sortOrder: 'MANUAL',
    products: (args: Args) => listConnection(products(), args, (product) => productView(product, context)),
    productsCount: () => ({ count: products().length, precision: 'EXACT' }),
    hasProduct: ({ id }: Args) => products().some((product) => product.id === digitsOf(String(id))),
    metafield: null,
  };
}

export function productConnection(args: Args, context: QueryContext): View {
  const titles = new Map(context.shop.collections.map((collection) => [collection.id, collection]));
  const matches = searchFilter<Product>(
    args.query as string | null,
    (product) => ({
      id: { number: BigInt(product.id) },
      handle: { words: [product.handle] },
      title: { words: [product.title] },
      tag: { words: product.tags },
      vendor: { words: [product.vendor] },
      product_type: { words: [product.productType] },
      status: { words: [product.status] },
      collection_id: { words: product.collectionIds.filter((id) => titles.has(id)) },
      created_at: { instant: product.createdAt },
      updated_at: { instant: product.updatedAt },
    }),
    context.warnings,
  );
  const fields = { UPDATED_AT: 'updatedAt', CREATED_AT: 'createdAt', TITLE: 'title', VENDOR: 'vendor' } as const;
  const field = fields[args.sortKey as keyof typeof fields] as (typeof fields)[keyof typeof fields] | undefined;
  return connection(
    context.shop.products.filter(matches),
    args,
    (product) => [field === undefined ? BigInt(product.id) : product[field], BigInt(product.id)],
    (product) => productView(product, context),
  );
}

export function collectionConnection(args: Args, context: QueryContext): View {
  const matches = searchFilter<Collection>(
    args.query as string | null,
    (collection) => ({
      id: { number: BigInt(collection.id) },
      handle: { words: [collection.handle] },
      title: { words: [collection.title] },
      updated_at: { instant: collection.updatedAt },
    }),
    context.warnings,
  );
  return connection(
    context.shop.collections.filter(matches),
    args,
    (collection) => [
      args.sortKey === 'TITLE'
        ? collection.title
        : args.sortKey === 'UPDATED_AT'
          ? collection.updatedAt
          : BigInt(collection.id),
      BigInt(collection.id),
    ],
    (collection) => collectionView(collection, context),
  );
}
