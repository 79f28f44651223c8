import { z } from 'zod';

const pageSchema = z.object({
  lineItems: z.looseObject({
    nodes: z.array(z.unknown()),
    pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

/** Where the next lines of an order from GraphQL begin; null if it has all of them, or is no order. */
export function nextLinesAfter(order: unknown): string | null {
  const page = pageSchema.safeParse(order);
  if (!page.success) return null;
  const { hasNextPage, endCursor } = page.data.lineItems.pageInfo;
  return hasNextPage ? (endCursor ?? null) : null;
}

/** The order with the lines of its next page (`OrderLinesAfter`) added, as if it had come in one. @throws ZodError */
export function withLinesOf(order: unknown, next: unknown): unknown {
  const known = pageSchema.loose().parse(order);
  const { nodes, pageInfo } = pageSchema.parse(next).lineItems;
  return { ...known, lineItems: { nodes: [...known.lineItems.nodes, ...nodes], pageInfo } };
}
