import { connection } from '#tests/sandbox/graphql/connection.ts';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { plainMoney } from '#tests/sandbox/graphql/money-bag.ts';
import { isVisible, orderConnection, orderView } from '#tests/sandbox/graphql/order-view.ts';
import { searchFilter } from '#tests/sandbox/graphql/search.ts';
import { totalsOf } from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Customer } from '#tests/sandbox/state/model.ts';

/** A customer as the Admin API shows it. */
export function customerView(customer: Customer, context: QueryContext): View {
  const orders = () => context.shop.orders.filter((order) => order.customerId === customer.id);
  return {
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    legacyResourceId: customer.id,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: `${customer.firstName} ${customer.lastName}`.trim() || (customer.email ?? ''),
    email: customer.email,
    phone: customer.phone,
    locale: customer.locale,
    tags: customer.tags,
    note: null,
    state: 'DISABLED',
    verifiedEmail: true,
    taxExempt: false,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    defaultEmailAddress:
      customer.email === null
        ? null
        : {
            emailAddress: customer.email,
            marketingState: 'NOT_SUBSCRIBED',
            validFormat: true,
            openTrackingLevel: 'UNKNOWN',
          },
    defaultPhoneNumber: null,
    numberOfOrders: () => String(orders().length),
    amountSpent: () =>
      plainMoney(
        orders().reduce((sum, order) => sum + totalsOf(order).received - totalsOf(order).refunded, 0n),
        context.shop.currency,
      ),
    lastOrder: () => {
      const last = orders().at(-1);
      return last && isVisible(last, context) ? orderView(last, context) : null;
    },
    orders: (args: Args) =>
      orderConnection(
        orders().filter((order) => isVisible(order, context)),
        args,
        context,
      ),
  };
}

export function customerConnection(args: Args, context: QueryContext): View {
  const matches = searchFilter<Customer>(
    args.query as string | null,
    (customer) => ({
      id: { number: BigInt(customer.id) },
      email: { words: [customer.email ?? ''] },
      first_name: { words: [customer.firstName] },
      last_name: { words: [customer.lastName] },
      tag: { words: customer.tags },
      created_at: { instant: customer.createdAt },
      updated_at: { instant: customer.updatedAt },
    }),
    context.warnings,
  );
  const field = args.sortKey === 'UPDATED_AT' ? 'updatedAt' : args.sortKey === 'CREATED_AT' ? 'createdAt' : null;
  return connection(
    context.shop.customers.filter(matches),
    args,
    (customer) => [field === null ? BigInt(customer.id) : customer[field], BigInt(customer.id)],
    (customer) => customerView(customer, context),
  );
}
