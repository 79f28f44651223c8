import { expect, test } from 'vitest';
import { givenSandbox, lotus } from '#tests/sandbox/given-sandbox.ts';

// Goal: the Admin API answers from the shop's state and refuses what Shopify refuses. Method: real queries over HTTP.

type Given = Awaited<ReturnType<typeof givenSandbox>>;

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown[]; extensions?: { code?: string } }[];
  extensions?: {
    cost: { requestedQueryCost: number; throttleStatus: { currentlyAvailable: number } };
    search?: unknown[];
  };
}

async function ask(given: Given, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  return (await (await given.graphql(query, await given.accessToken(), variables)).json()) as Answer;
}

const codesOf = (answer: Answer) => answer.errors?.map((error) => error.extensions?.code);
const withScopes = (...scopes: string[]) => givenSandbox({ shops: [lotus({ installed: scopes })] });
const DAY_MS = 86_400_000;

test('an order is shown with its money, lines, evidence, payments and refunds', async () => {
  await using given = await givenSandbox();
  const order = given.shop.placeOrder({
    lines: [{ variant: 'green-tea', quantity: 2, properties: { _lineage_ref: 'CLEO.1' } }],
    discountCodes: ['cleo10'],
    attributes: { _lineage_ref: 'CLEO.2' },
    customer: { email: 'anna@example.com' },
  });
  given.shop.refundOrder(order.id, { lines: [{ line: 'GREEN-TEA' }], note: 'broken' });
  const answer = await ask(
    given,
    `query ($id: ID!) { order(id: $id) {
      name sourceName discountCodes customAttributes { key value } displayFinancialStatus customer { id }
      totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount } } currentTotalPriceSet { shopMoney { amount } }
      lineItems(first: 5) { nodes { quantity currentQuantity customAttributes { key value } taxLines { rate priceSet { shopMoney { amount } } }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication { ... on DiscountCodeApplication { code } } } } }
      transactions(first: 5) { kind status parentTransaction { kind } amountSet { shopMoney { amount } } }
      refunds { note refundLineItems(first: 5) { nodes { quantity restockType subtotalSet { shopMoney { amount } } } } }
    } }`,
    { id: `gid://shopify/Order/${order.id}` },
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.order).toMatchObject({
    name: '#1001',
    discountCodes: ['CLEO10'],
    customAttributes: [{ key: '_lineage_ref', value: 'CLEO.2' }],
    displayFinancialStatus: 'PARTIALLY_REFUNDED',
    totalPriceSet: { shopMoney: { amount: '28.12', currencyCode: 'EUR' }, presentmentMoney: { amount: '28.12' } },
    currentTotalPriceSet: { shopMoney: { amount: '16.51' } },
    lineItems: {
      nodes: [
        {
          quantity: 2,
          currentQuantity: 1,
          customAttributes: [{ value: 'CLEO.1' }],
          discountAllocations: [{ discountApplication: { code: 'CLEO10' } }],
        },
      ],
    },
    transactions: [{ kind: 'SALE' }, { kind: 'REFUND', parentTransaction: { kind: 'SALE' } }],
    refunds: [
      {
        note: 'broken',
        refundLineItems: {
          nodes: [{ quantity: 1, restockType: 'RETURN', subtotalSet: { shopMoney: { amount: '11.61' } } }],
        },
      },
    ],
  });
});

test('an edit raises the total and leaves the original one', async () => {
  await using given = await givenSandbox();
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], shipping: '0' });
  given.shop.editOrder(order.id, { add: [{ variant: 'body-oil' }] });
  const query =
    '{ orders(first: 1) { nodes { originalTotalPriceSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } } } } }';
  const money = (amount: string) => ({ shopMoney: { amount } });
  expect((await ask(given, query)).data?.orders).toEqual({
    nodes: [{ originalTotalPriceSet: money('12.9'), totalPriceSet: money('36.9'), totalOutstandingSet: money('24.0') }],
  });
});

test('pages by updated_at meet every order once, also where instants are equal', async () => {
  await using given = await givenSandbox();
  const at = new Date(`${new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 19)}Z`);
  for (let count = 0; count < 7; count += 1)
    given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], at: count < 4 ? at : new Date(at.getTime() + 1000) });
  const query = `query ($after: String, $query: String) { orders(first: 3, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { name } pageInfo { hasNextPage endCursor } } }`;
  const names: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page += 1) {
    const { data } = await ask(given, query, { after, query: `updated_at:>='${at.toISOString()}'` });
    const orders = data?.orders as { nodes: { name: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    names.push(...orders.nodes.map((order) => order.name));
    expect(orders.pageInfo.hasNextPage).toBe(page < 2);
    after = orders.pageInfo.endCursor;
  }
  expect(names).toEqual(['#1001', '#1002', '#1003', '#1004', '#1005', '#1006', '#1007'].sort());
  const later = await ask(given, query, { query: `created_at:>${at.toISOString()}` });
  expect((later.data?.orders as { nodes: unknown[] }).nodes).toHaveLength(3);
});

test('what the scopes do not cover is denied at its field', async () => {
  await using given = await withScopes('read_products', 'read_orders');
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], customer: { email: 'a@example.com' } });
  const answer = await ask(
    given,
    'query ($id: ID!) { order(id: $id) { name customer { id } lineItems(first: 1) { nodes { product { tags } } } } }',
    {
      id: `gid://shopify/Order/${order.id}`,
    },
  );
  expect(codesOf(answer)).toEqual(['ACCESS_DENIED']);
  expect(answer.errors?.[0]?.path).toEqual(['order', 'customer']);
  expect(answer.data?.order).toMatchObject({ name: '#1001', customer: null });
});

test('orders are denied without read_orders, whichever way they are asked for', async () => {
  await using given = await withScopes('read_products');
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  const id = `gid://shopify/Order/${order.id}`;
  for (const query of [
    '{ orders(first: 1) { nodes { name } } }',
    `{ order(id: "${id}") { name } }`,
    `{ node(id: "${id}") { ... on Order { name } } }`,
  ]) {
    expect(codesOf(await ask(given, query)), query).toContain('ACCESS_DENIED');
  }
});

test('a write scope reads too, and a mutation needs one', async () => {
  await using given = await withScopes('write_orders', 'read_discounts');
  expect((await ask(given, '{ orders(first: 1) { nodes { id } } }')).errors).toBeUndefined();
  const mutation = `mutation { discountCodeBasicCreate(basicCodeDiscount: { code: "ANNA", title: "Anna", customerGets: { value: { percentage: 0.1 }, items: { all: true } } }) { codeDiscountNode { id } userErrors { code } } }`;
  expect(codesOf(await ask(given, mutation))).toEqual(['ACCESS_DENIED']);
});

test('a code made through the API works in the shop, and is made once', async () => {
  await using given = await withScopes('write_discounts', 'read_orders');
  const mutation = `mutation { discountCodeBasicCreate(basicCodeDiscount: { code: "ANNA", title: "Anna", customerGets: { value: { percentage: 0.1 }, items: { all: true } } }) { codeDiscountNode { id } userErrors { code } } }`;
  expect((await ask(given, mutation)).data?.discountCodeBasicCreate).toMatchObject({ userErrors: [] });
  expect(
    given.shop.placeOrder({ lines: [{ variant: 'body-oil' }], discountCodes: ['anna'] }).lines[0]?.allocations,
  ).toEqual([{ application: 0, amount: 240n }]);
  expect((await ask(given, mutation)).data?.discountCodeBasicCreate).toMatchObject({
    codeDiscountNode: null,
    userErrors: [{ code: 'TAKEN' }],
  });
});

test('a field, an argument or a variable that the schema does not know is refused, and nothing is answered', async () => {
  await using given = await givenSandbox();
  for (const query of [
    '{ shop { nickname } }',
    '{ orders(first: 1, colour: "red") { nodes { id } } }',
    '{ shop { name }',
  ]) {
    const answer = await ask(given, query);
    expect(answer.errors?.length, query).toBeGreaterThan(0);
    expect(answer.data, query).toBeUndefined();
  }
});

test('a page without its size, and one above 250, are refused', async () => {
  await using given = await givenSandbox();
  expect((await ask(given, '{ orders { nodes { id } } }')).errors?.[0]?.message).toContain('first or last');
  expect((await ask(given, '{ orders(first: 251) { nodes { id } } }')).errors).toHaveLength(1);
});

test('orders older than 60 days are hidden without read_all_orders', async () => {
  const old = new Date(Date.now() - 61 * DAY_MS);
  const query = 'query ($id: ID!) { order(id: $id) { id } orders(first: 5) { nodes { id } } ordersCount { count } }';
  for (const [scopes, seen] of [
    [['read_orders'], 0],
    [['read_orders', 'read_all_orders'], 1],
  ] as const) {
    await using given = await withScopes(...scopes);
    const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], at: old });
    const { data } = await ask(given, query, { id: `gid://shopify/Order/${order.id}` });
    expect((data?.orders as { nodes: unknown[] }).nodes).toHaveLength(seen);
    expect(data?.order === null).toBe(seen === 0);
    expect(data?.ordersCount).toEqual({ count: seen });
  }
});

test('the bucket runs dry with THROTTLED and fills again by the clock', async () => {
  let now = new Date();
  await using given = await givenSandbox({ now: () => now });
  const big = '{ orders(first: 250) { nodes { lineItems(first: 25) { nodes { id } } } } }';
  let answer: Answer = {};
  for (let turn = 0; turn < 10 && !answer.errors; turn += 1) answer = await ask(given, big);
  expect(codesOf(answer)).toEqual(['THROTTLED']);
  const cost = answer.extensions?.cost;
  expect((cost?.throttleStatus.currentlyAvailable ?? 0) < (cost?.requestedQueryCost ?? 0)).toBe(true);
  now = new Date(now.getTime() + 10_000);
  expect((await ask(given, big)).errors).toBeUndefined();
});

test('a query that costs more than a thousand points is refused', async () => {
  await using given = await givenSandbox();
  const answer = await ask(
    given,
    '{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { id product { id } } } } } }',
  );
  expect(codesOf(answer)).toEqual(['MAX_COST_EXCEEDED']);
});

test('a test can force THROTTLED and 429 with Retry-After', async () => {
  await using given = await givenSandbox();
  const token = await given.accessToken();
  const bucket = given.sandbox.throttle('lotus.myshopify.com');
  bucket.throttleNext(1);
  expect(codesOf((await (await given.graphql('{ shop { name } }', token)).json()) as Answer)).toEqual(['THROTTLED']);
  bucket.refuseNext(1, 2);
  const refused = await given.graphql('{ shop { name } }', token);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2.0']);
  expect((await given.graphql('{ shop { name } }', token)).status).toBe(200);
});

test('another API version is not there', async () => {
  await using given = await givenSandbox();
  const answer = await fetch(`${given.sandbox.origin}/shopify/lotus.myshopify.com/admin/api/2024-01/graphql.json`, {
    method: 'POST',
    body: '{}',
  });
  expect(answer.status).toBe(404);
});

test('the journey of a visit is ready a minute after the order', async () => {
  let now = new Date();
  await using given = await givenSandbox({ now: () => now });
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], landingSite: '/products/green-tea?ref=CLEO' });
  const query =
    '{ orders(first: 1) { nodes { customerJourneySummary { ready momentsCount { count } lastVisit { referralCode } } } } }';
  const summary = async () =>
    ((await ask(given, query)).data?.orders as { nodes: { customerJourneySummary: unknown }[] }).nodes[0]
      ?.customerJourneySummary;
  expect(await summary()).toEqual({ ready: false, momentsCount: null, lastVisit: null });
  now = new Date(now.getTime() + 61_000);
  expect(await summary()).toEqual({ ready: true, momentsCount: { count: 1 }, lastVisit: { referralCode: 'CLEO' } });
});

test('products carry tags and collections, and can be found by both', async () => {
  await using given = await givenSandbox();
  const { data } = await ask(
    given,
    '{ products(first: 5, query: "tag:tea") { nodes { title tags collections(first: 5) { nodes { handle } } variants(first: 5) { nodes { sku price } } } } }',
  );
  expect(data?.products).toEqual({
    nodes: [
      {
        title: 'Green tea',
        tags: ['tea'],
        collections: { nodes: [{ handle: 'teas' }] },
        variants: { nodes: [{ sku: 'GREEN-TEA', price: '12.90' }] },
      },
    ],
  });
});

test('the scopes that were granted can be read', async () => {
  await using given = await withScopes('read_orders');
  expect((await ask(given, '{ currentAppInstallation { accessScopes { handle } } }')).data).toEqual({
    currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }] },
  });
});
