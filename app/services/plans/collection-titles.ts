import { z } from 'zod';
import { askAdmin } from '#app/adapters/shopify/admin-client.server.ts';

const answerSchema = z.object({
  nodes: z.array(z.object({ id: z.string().optional(), title: z.string().optional() }).nullable()),
});

const PREFIX = 'gid://shopify/Collection/';

interface CollectionTitles {
  domain: string;
  /** Numbers of collections, as a plan names them. */
  ids: readonly string[];
  now: Date;
}

/** How the shop calls its collections, by number; one that is gone has no title. @throws RetryLater, AccessLostError */
export async function collectionTitles({ domain, ids, now }: CollectionTitles): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const { nodes } = await askAdmin({
    domain,
    document: 'collection',
    operationName: 'CollectionTitles',
    variables: { ids: ids.map((id) => `${PREFIX}${id}`) },
    answer: answerSchema,
    now,
  });
  return Object.fromEntries(
    nodes.flatMap((node) => (node?.id && node.title ? [[node.id.slice(PREFIX.length), node.title]] : [])),
  );
}
