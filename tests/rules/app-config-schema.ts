import { z } from 'zod';

/** A topic as the configuration writes it: `orders/create`. */
const topic = z.string().regex(/^[a-z_]+\/[a-z_]+$/);
const scope = z.string().regex(/^(read|write)_[a-z_]+$/);
const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;

/** Our own process answers every delivery, so an address is a path below /webhooks. */
const uri = z.string().regex(/^\/webhooks\/[a-z]+$/);

const scopeList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(scope).min(1))
  .refine((scopes) => scopes.join() === [...new Set(scopes)].sort().join(), 'sorted, each once');

const https = z.url({ protocol: /^https$/ });

/**
 * `shopify.app.toml`, strict: a key that is not here is a misspelling, or something this app does not use. Shopify's own
 * check of the file needs a log-in, so this stands in for it (platform facts: access mode by token exchange, expiring
 * offline tokens, subscriptions for all shops from the file).
 */
export const appConfigSchema = z
  .strictObject({
    client_id: z.string().regex(/^[0-9a-f]{32}$/),
    name: z.string().min(1).max(30),
    handle: z.string().regex(/^[a-z0-9-]+$/),
    application_url: https,
    embedded: z.literal(true),
    access_scopes: z.strictObject({
      scopes: scopeList,
      optional_scopes: z.array(scope).optional(),
      use_legacy_install_flow: z.literal(false),
    }),
    auth: z.strictObject({ redirect_urls: z.array(https).min(1) }),
    webhooks: z.strictObject({
      api_version: z.string().regex(/^20\d\d-(01|04|07|10)$/),
      subscriptions: z.array(
        z.union([
          z.strictObject({ topics: z.array(topic).min(1), uri }),
          z.strictObject({ compliance_topics: z.array(z.enum(COMPLIANCE)).length(3), uri }),
        ]),
      ),
    }),
    app_proxy: z.strictObject({
      url: https,
      subpath: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,30}$/)
        .refine((path) => !['admin', 'services', 'password', 'login'].includes(path), 'taken by Shopify'),
      prefix: z.enum(['a', 'apps', 'community', 'tools']),
    }),
    pos: z.strictObject({ embedded: z.literal(false) }),
    build: z.strictObject({ automatically_update_urls_on_dev: z.boolean(), include_config_on_deploy: z.literal(true) }),
  })
  .superRefine(({ application_url, auth, app_proxy, webhooks }, context) => {
    const addresses = [...auth.redirect_urls, app_proxy.url];
    if (addresses.some((address) => new URL(address).origin !== new URL(application_url).origin)) {
      context.addIssue({ code: 'custom', message: 'all addresses are on application_url' });
    }
    const topics = webhooks.subscriptions.flatMap((group) =>
      'topics' in group ? group.topics : group.compliance_topics,
    );
    if (new Set(topics).size !== topics.length) context.addIssue({ code: 'custom', message: 'a topic is taken twice' });
    if (!topics.includes('shop/redact')) context.addIssue({ code: 'custom', message: 'compliance topics are missing' });
  });

export type ShopifyAppConfig = z.infer<typeof appConfigSchema>;

/** Topics of the configuration, those of privacy law apart: Shopify sends these without being asked for a scope. */
export function topicsOf(config: ShopifyAppConfig): string[] {
  return config.webhooks.subscriptions.flatMap((group) => ('topics' in group ? group.topics : []));
}
