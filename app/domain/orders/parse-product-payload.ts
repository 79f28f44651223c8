import { tryLosslessJson } from '#app/domain/orders/lossless-json.ts';
import { unexpectedShape, unusable, type Parsed } from '#app/domain/orders/parsed.ts';
import { productPayloadSchema } from '#app/domain/orders/payload.ts';
import { productNodeSchema } from '#app/domain/orders/order-node.ts';

/** What rates need of a product. `collectionIds` is null where the source does not say (webhooks), which changes nothing. */
export interface ProductFacts {
  productId: bigint;
  title: string;
  tags: string[];
  collectionIds: bigint[] | null;
  updatedAt: Date | null;
}

/** A product from the raw body of products/create, /update or /delete (the last carries the id alone). */
export function parseProductPayload(raw: string): Parsed<{ product: ProductFacts }> {
  const json = tryLosslessJson(raw);
  if (!json) return unusable('not-json', '');
  const payload = productPayloadSchema.safeParse(json.value);
  if (!payload.success) return unexpectedShape(payload.error);
  const { id, title, tags, updated_at: updatedAt } = payload.data;
  const product = {
    productId: id,
    title: title ?? '',
    tags: tagsOf(tags),
    collectionIds: null,
    updatedAt: updatedAt ?? null,
  };
  return { ok: true, product };
}

/** A product from GraphQL, with its collections. */
export function parseProductNode(node: unknown): Parsed<{ product: ProductFacts }> {
  const parsed = productNodeSchema.safeParse(node);
  if (!parsed.success) return unexpectedShape(parsed.error);
  const { id, title, tags, updatedAt, collections } = parsed.data;
  if (collections.pageInfo.hasNextPage) return unusable('incomplete', 'collections');
  const collectionIds = collections.nodes.map((collection) => collection.id);
  return { ok: true, product: { productId: id, title, tags: tagsOf(tags), collectionIds, updatedAt } };
}

/** Tags come as a list or as one text with commas; sorted, so that equal products are equal facts. */
function tagsOf(tags: string | string[] | null | undefined): string[] {
  const list = typeof tags === 'string' ? tags.split(',') : (tags ?? []);
  return list
    .map((tag) => tag.trim())
    .filter(Boolean)
    .toSorted();
}
