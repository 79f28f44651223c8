import { enqueue } from '#app/adapters/db/queue.server.ts';
import { orderKeyText, type KnownOrder, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { findProducts, type MirroredProduct } from '#app/adapters/db/repositories/products.server.ts';
import {
  freezeLines,
  keepPendingLines,
  waitedForProducts,
  type FrozenLine,
} from '#app/adapters/db/repositories/volumes.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Receipt } from '#app/domain/attribution/receipt.ts';
import { classifyLine } from '#app/domain/volume/classify-line.ts';
import type { NetworkContext } from '#app/services/orders/network-context.ts';

interface PaidOrder {
  key: OrderKey;
  order: KnownOrder;
  stored: readonly { lineId: bigint }[];
}

interface Freezing {
  volumes: readonly PaidOrder[];
  receipts: ReadonlyMap<string, Receipt>;
  context: NetworkContext;
}

interface ToFreeze {
  key: OrderKey;
  order: KnownOrder;
  line: KnownOrder['facts']['lines'][number];
}

/** Lines that are paid and not frozen yet: of a new order all, of a known one those that an edit added. */
const unfrozenLines = (volumes: readonly PaidOrder[]): ToFreeze[] =>
  volumes.flatMap(({ key, order, stored }) =>
    order.facts.lines
      .filter((line) => !stored.some((entry) => entry.lineId === line.lineId))
      .map((line) => ({ key, order, line })),
  );

function frozenLine(
  { key, line }: ToFreeze,
  product: MirroredProduct | undefined,
  receipt: Receipt | undefined,
): FrozenLine {
  const { lineId, productId, title } = line;
  const tags = product?.tags ?? [];
  const classified = classifyLine(line, {
    buyerPartner: receipt?.buyerPartner ?? null,
    resaleTags: [],
    productTags: tags,
  });
  const lineClass = classified.carries ? classified.lineClass : 'none';
  return { ...key, lineId, productId, title, lineClass, tags, collections: product?.collections ?? [] };
}

/**
 * Freezes the class of paid lines, and the tags and collections on which their rates depend (design 9.4). A product that
 * the mirror does not have yet is asked for, and its lines are frozen when the answer is there.
 */
export async function freezePaidLines(tx: Tx, { volumes, receipts, context }: Freezing): Promise<void> {
  const lines = unfrozenLines(volumes);
  for (const [shopId, ofShop] of Map.groupBy(lines, ({ key }) => key.shopId)) {
    const productIds = [...new Set(ofShop.flatMap(({ line }) => (line.productId === null ? [] : [line.productId])))];
    const products = new Map(
      (await findProducts(tx, shopId, productIds)).map((product) => [product.productId, product]),
    );
    const productOf = ({ line }: ToFreeze) => (line.productId === null ? undefined : products.get(line.productId));
    const [ready, waiting] = [true, false].map((isReady) =>
      ofShop
        .filter((each) => (each.line.productId === null || productOf(each) !== undefined) === isReady)
        .map((each) => frozenLine(each, productOf(each), receipts.get(orderKeyText(each.key)))),
    );
    await freezeLines(tx, ready ?? [], context.now);
    await keepPendingLines(tx, waiting ?? []);
    for (const productId of productIds) if (!products.has(productId)) await askForProduct(tx, shopId, productId);
  }
}

async function askForProduct(tx: Tx, shopId: number, productId: bigint): Promise<void> {
  const payload = { networkId: tx.networkId, shopId, productId: productId.toString() };
  await enqueue(tx, { task: 'fetch-product', payload, key: `fetch-product:${tx.networkId}:${shopId}:${productId}` });
}

/** Asks once more about every product of a shop for which paid lines wait: an earlier question may have come to nothing. */
export async function askForWaitingProducts(tx: Tx, shopId: number): Promise<void> {
  for (const productId of await waitedForProducts(tx, shopId)) await askForProduct(tx, shopId, productId);
}
