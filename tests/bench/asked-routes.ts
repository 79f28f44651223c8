import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matchRoutes } from '@remix-run/react';
import { z } from 'zod';

const ASSETS = 'build/client/assets';
const ADMIN_LAYOUT = 'routes/app';

const manifestSchema = z.object({
  routes: z.record(
    z.string(),
    z.object({
      id: z.string(),
      parentId: z.string().optional(),
      path: z.string().optional(),
      index: z.boolean().optional(),
      hasLoader: z.boolean(),
    }),
  ),
});

type Routes = z.output<typeof manifestSchema>['routes'];
type Branch = Parameters<typeof matchRoutes>[0][number];

const childrenOf = (routes: Routes, parentId: string | undefined): Branch[] =>
  Object.values(routes)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => {
      const named = { id, ...(path === undefined ? {} : { path }) };
      return index ? { ...named, index } : { ...named, children: childrenOf(routes, id) };
    });

/**
 * What an admin page in the browser asks the server for: the loaders of an address without the layout's, which has its
 * texts since the first document (`shouldRevalidate` in `app/routes/app.tsx`). Read from the manifest that the build sends
 * to browsers.
 *
 * @returns the value of `_routes` for a path without its query
 */
export async function askedRoutes(): Promise<(path: string) => string> {
  const file = (await readdir(ASSETS)).find((name) => name.startsWith('manifest-'));
  if (!file) throw new Error(`${ASSETS} holds no manifest: npm run build`);
  const script = await readFile(join(ASSETS, file), 'utf8');
  const { routes } = manifestSchema.parse(JSON.parse(script.slice(script.indexOf('{'), script.lastIndexOf('}') + 1)));
  const tree = childrenOf(routes, undefined);
  return (path) =>
    (matchRoutes(tree, path) ?? [])
      .flatMap(({ route: { id } }) => (id !== undefined && id !== ADMIN_LAYOUT && routes[id]?.hasLoader ? [id] : []))
      .join(',');
}
