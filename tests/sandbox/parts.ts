import type { AppConfig } from '#tests/sandbox/app-config.ts';
import type { Throttle } from '#tests/sandbox/graphql/throttle.ts';
import type { SandboxOptions } from '#tests/sandbox/options.ts';
import type { Shop } from '#tests/sandbox/shop.ts';
import type { Ids } from '#tests/sandbox/state/ids.ts';
import type { DeliveryQueue } from '#tests/sandbox/webhooks/deliveries.ts';

/** What the stand-in's HTTP faces share. */
export interface SandboxParts {
  options: SandboxOptions;
  config: AppConfig;
  ids: Ids;
  now: () => Date;
  shops: Map<string, Shop>;
  deliveries: DeliveryQueue;
  buckets: Map<string, Throttle>;
  origin: string;
  frameOrigin: string;
  changed: () => void;
}
