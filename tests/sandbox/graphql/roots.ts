import { GraphQLError } from 'graphql';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { customerConnection, customerView } from '#tests/sandbox/graphql/customer-view.ts';
import { discountMutations, discountQueries } from '#tests/sandbox/graphql/discount-roots.ts';
import { isVisible, orderConnection, orderView } from '#tests/sandbox/graphql/order-view.ts';
import {
  collectionConnection,
  collectionView,
  productConnection,
  productView,
  variantView,
} from '#tests/sandbox/graphql/product-view.ts';
import { refundView } from '#tests/sandbox/graphql/payment-view.ts';
import { searchFilter } from '#tests/sandbox/graphql/search.ts';
import { appView, installationView, shopView } from '#tests/sandbox/graphql/shop-view.ts';
import { financialStatusOf, fulfillmentStatusOf } from '#tests/sandbox/state/amounts.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

const orderFields = (order: Order) => ({
  id: { number: BigInt(order.id) },
  name: { words: [`#${order.number}`, String(order.number)] },
  created_at: { instant: order.createdAt },
  updated_at: { instant: order.updatedAt },
  processed_at: { instant: order.processedAt },
  financial_status: { words: [financialStatusOf(order)] },
  fulfillment_status: { words: [fulfillmentStatusOf(order) ?? 'unfulfilled'] },
  customer_id: { words: [order.customerId ?? ''] },
  email: { words: [order.email ?? ''] },
  discount_code: { words: order.applications.map((application) => application.code) },
  source_name: { words: [order.sourceName] },
  tag: { words: order.tags },
  test: { words: [String(order.test)] },
});

function visibleOrders(args: Args, context: QueryContext): Order[] {
  const matches = searchFilter(args.query as string | null, orderFields, context.warnings);
  return context.shop.orders.filter((order) => isVisible(order, context) && matches(order));
}

/** One object by its global id, of the kinds the stand-in holds; null for an id of nothing. @throws GraphQLError on no gid at all */
function nodeById(id: unknown, context: QueryContext): View | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([^?]+)/.exec(String(id));
  if (!match)
    throw new GraphQLError(`Invalid global id '${String(id)}'`, {
      extensions: { code: 'argumentLiteralsIncompatible' },
    });
  const [, type, digits] = match;
  const { shop } = context;
  const find = <T extends { id: string }>(list: readonly T[], view: (item: T) => View) => {
    const found = list.find((item) => item.id === digits);
    return found ? view(found) : null;
  };
  switch (type) {
    case 'Order':
      return find(
        shop.orders.filter((order) => isVisible(order, context)),
        (order) => orderView(order, context),
      );
    case 'Customer':
      return find(shop.customers, (customer) => customerView(customer, context));
    case 'Product':
      return find(shop.products, (product) => productView(product, context));
    case 'Collection':
      return find(shop.collections, (collection) => collectionView(collection, context));
    case 'ProductVariant':
      return find(
        shop.products.flatMap((product) => product.variants.map((variant) => ({ id: variant.id, product, variant }))),
        ({ product, variant }) => variantView(product, variant, context),
      );
    case 'Refund':
      return find(
        shop.orders
          .filter((order) => isVisible(order, context))
          .flatMap((order) => order.refunds.map((refund) => ({ id: refund.id, order, refund }))),
        ({ order, refund }) => refundView(order, refund, context),
      );
    default:
      return null;
  }
}

function typedNode(type: string, id: unknown, context: QueryContext) {
  const node = nodeById(id, context);
  return node?.__typename === type ? node : null;
}

export const queryRoot = (context: QueryContext): View => ({
  shop: () => shopView(context),
  app: () => appView(context),
  currentAppInstallation: () => installationView(context),
  node: ({ id }: Args) => nodeById(id, context),
  nodes: ({ ids }: Args) => (ids as unknown[]).map((id) => nodeById(id, context)),
  order: ({ id }: Args) => typedNode('Order', id, context),
  orders: (args: Args) => orderConnection(visibleOrders(args, context), args, context),
  ordersCount: (args: Args) => ({ count: visibleOrders(args, context).length, precision: 'EXACT' }),
  refund: ({ id }: Args) => typedNode('Refund', id, context),
  customer: ({ id }: Args) => typedNode('Customer', id, context),
  customers: (args: Args) => customerConnection(args, context),
  product: ({ id }: Args) => typedNode('Product', id, context),
  products: (args: Args) => productConnection(args, context),
  productVariant: ({ id }: Args) => typedNode('ProductVariant', id, context),
  collection: ({ id }: Args) => typedNode('Collection', id, context),
  collections: (args: Args) => collectionConnection(args, context),
  productByIdentifier: ({ identifier }: Args) => {
    const { handle } = identifier as { handle?: string };
    const found = context.shop.products.find((product) => product.handle === handle);
    return found ? productView(found, context) : null;
  },
  ...discountQueries(context),
});

export const mutationRoot = (context: QueryContext): View => ({ ...discountMutations(context) });
