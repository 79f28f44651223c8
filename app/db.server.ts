import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';
import { env } from '#app/env.server.ts';

let client: PrismaClient | undefined;

/** Prisma's client, for Shopify's session storage. A tenant's rows go through app/adapters/db/transaction.server.ts. */
export function prisma(): PrismaClient {
  client ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 4 }) });
  return client;
}
