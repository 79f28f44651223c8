import { assert } from '#app/domain/assert.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { parseOrderPayload } from '#app/domain/orders/parse-order-payload.ts';
import { orderPayload, type OrderSpec } from '#tests/domain/orders/order-fixtures.ts';

/** The facts of a described order, by way of its webhook. */
export function orderFacts(spec: OrderSpec): OrderFacts {
  const parsed = parseOrderPayload(JSON.stringify(orderPayload(spec)));
  assert(parsed.ok, 'the fixture is an order');
  return parsed.facts;
}
