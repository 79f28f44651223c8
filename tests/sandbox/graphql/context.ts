import type { AppConfig } from '#tests/sandbox/app-config.ts';
import type { AdminSchema } from '#tests/sandbox/graphql/schema.ts';
import type { SandboxApp } from '#tests/sandbox/options.ts';
import type { Ids } from '#tests/sandbox/state/ids.ts';
import type { AccessToken, ShopState } from '#tests/sandbox/state/model.ts';

/** What a query runs with. */
export interface QueryContext {
  shop: ShopState;
  token: AccessToken;
  app: SandboxApp;
  config: AppConfig;
  schema: AdminSchema;
  ids: Ids;
  now: Date;
  /** Notes for `extensions.search`: parts of a query string that the API does not know. */
  warnings: string[];
}

export type Args = Record<string, unknown>;
/** A field's value, or the function that makes it from the arguments. */
export type View = Record<string, unknown>;
