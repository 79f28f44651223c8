import '@shopify/shopify-app-remix/adapters/node';
import { type ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import { libraryLog } from '#app/adapters/shopify/library-log.server.ts';
import { prisma } from '#app/db.server.ts';
import { env } from '#app/env.server.ts';
import { API_VERSION } from '#app/shopify-version.ts';

function create() {
  return shopifyApp({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey: env().SHOPIFY_API_SECRET,
    apiVersion: API_VERSION as ApiVersion.October26,
    scopes: env().SCOPES.split(','),
    appUrl: env().SHOPIFY_APP_URL,
    authPathPrefix: '/auth',
    sessionStorage: new PrismaSessionStorage(prisma(), { tableName: 'session' }),
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    logger: libraryLog,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
}

let library: ReturnType<typeof create> | undefined;

/** Shopify's library, set up at the first call: managed install, token exchange, expiring offline tokens. */
export function shopify(): ReturnType<typeof create> {
  library ??= create();
  return library;
}
