import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';

const scopeList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
  );

const configSchema = z.object({
  access_scopes: z.object({ scopes: scopeList, optional_scopes: z.array(z.string()).default([]) }),
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z
      .array(
        z.object({
          topics: z.array(z.string()).default([]),
          compliance_topics: z.array(z.string()).default([]),
          uri: z.string(),
          include_fields: z.array(z.string()).optional(),
        }),
      )
      .default([]),
  }),
  app_proxy: z.object({ url: z.string(), subpath: z.string(), prefix: z.string() }).optional(),
});

export interface Subscription {
  topic: string;
  uri: string;
  includeFields: string[] | null;
}

export interface AppConfig {
  scopes: string[];
  optionalScopes: string[];
  apiVersion: string;
  subscriptions: Subscription[];
  proxy: { path: string; subpath: string; prefix: string } | null;
}

/** What Shopify takes from the app's configuration at a deployment. @throws Error where it is not valid */
export function readAppConfig(file: string): AppConfig {
  const config = configSchema.parse(parse(readFileSync(file, 'utf8')));
  return {
    scopes: config.access_scopes.scopes,
    optionalScopes: config.access_scopes.optional_scopes,
    apiVersion: config.webhooks.api_version,
    subscriptions: config.webhooks.subscriptions.flatMap(({ topics, compliance_topics, uri, include_fields }) =>
      [...topics, ...compliance_topics].map((topic) => ({ topic, uri, includeFields: include_fields ?? null })),
    ),
    proxy: config.app_proxy
      ? {
          path: new URL(config.app_proxy.url).pathname,
          subpath: config.app_proxy.subpath,
          prefix: config.app_proxy.prefix,
        }
      : null,
  };
}
