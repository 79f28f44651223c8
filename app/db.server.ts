import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';
import { env } from '#app/env.server.ts';

/** Prisma's client, for Shopify's session storage. A tenant's rows go through app/adapters/db/transaction.server.ts. */
export const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 4 }) });
