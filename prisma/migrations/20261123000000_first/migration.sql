-- The first release's tables as schema.prisma has them, then what Prisma does not know: partitions, checks, the tenant
-- rule, roles, grants. One action per ALTER, one statement per message, every constraint named (docs/operations.md).

CREATE SEQUENCE recorded_seq;

CREATE SCHEMA IF NOT EXISTS "public";
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "network" (
    "id" SERIAL NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "join_code_hash" BYTEA,
    "join_code_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "network_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "shop" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "network_id" INTEGER,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "country" CHAR(2) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "storefront_url" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "access_lost_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "network_counter" (
    "network_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "network_counter_pkey" PRIMARY KEY ("network_id","name")
);
CREATE TABLE "setting" (
    "network_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("network_id","key","version")
);
CREATE TABLE "audit_event" (
    "network_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "asset" (
    "network_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("network_id","kind")
);
CREATE TABLE "programme" (
    "network_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "volume_scale" INTEGER NOT NULL DEFAULT 2,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "calendar" (
    "network_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "cadence" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "first_on" DATE NOT NULL,

    CONSTRAINT "calendar_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "period" (
    "network_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "calendar_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "period_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "period_acceptance" (
    "network_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_on" DATE NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "period_acceptance_pkey" PRIMARY KEY ("network_id","period_id")
);
CREATE TABLE "plan_draft" (
    "network_id" INTEGER NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "plan_draft_pkey" PRIMARY KEY ("network_id","programme_id")
);
CREATE TABLE "plan_version" (
    "network_id" INTEGER NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("network_id","programme_id","version")
);
CREATE TABLE "partner" (
    "network_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "sponsor" INTEGER NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "search_name" TEXT COLLATE "C" NOT NULL,
    "search_last" TEXT COLLATE "C" NOT NULL,
    "email_index" BYTEA,
    "external_number" TEXT,
    "country" CHAR(2),
    "language" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("network_id","number")
);
CREATE TABLE "partner_profile" (
    "network_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "key_wrapped" BYTEA NOT NULL,
    "email" BYTEA,
    "phone" BYTEA,

    CONSTRAINT "partner_profile_pkey" PRIMARY KEY ("network_id","number")
);
CREATE TABLE "partner_code" (
    "network_id" INTEGER NOT NULL,
    "folded" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_code_pkey" PRIMARY KEY ("network_id","folded")
);
CREATE TABLE "sponsor_edge" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "sponsor" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "undoes" BIGINT,

    CONSTRAINT "sponsor_edge_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "partner_status" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_status_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "partner_customer" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "number" INTEGER,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_customer_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "customer_link" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "number" INTEGER,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "order_id" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_link_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "webhook_delivery" (
    "day" DATE NOT NULL,
    "domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("day","domain","topic","webhook_id")
) PARTITION BY RANGE ("day");
CREATE TABLE "privacy_request" (
    "network_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "customer_id" BIGINT,
    "order_ids" BIGINT[],
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("network_id","id")
);
CREATE UNIQUE INDEX "privacy_request_webhook_key" ON "privacy_request"("network_id", "webhook_id", "topic");
CREATE TABLE "reconcile" (
    "network_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "cursor_at" TIMESTAMPTZ(3),
    "after" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "seen" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconcile_pkey" PRIMARY KEY ("network_id","shop_id","kind")
);
CREATE TABLE "product" (
    "network_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "tags" TEXT[],
    "collections" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("network_id","shop_id","product_id")
);
CREATE TABLE "shop_order" (
    "network_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "refund_count" INTEGER NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "ships" BOOLEAN NOT NULL,
    "release_on" DATE,
    "currency" CHAR(3) NOT NULL,
    "rate_per_unit" TEXT NOT NULL,
    "rate_source" TEXT NOT NULL,
    "test" BOOLEAN NOT NULL,
    "customer_id" BIGINT,
    "financial_status" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "facts" JSONB NOT NULL,
    "partner" INTEGER,
    "decided_by" TEXT,
    "problem" TEXT,

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("network_id","shop_id","order_id")
);
CREATE TABLE "order_line" (
    "network_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "product_id" BIGINT,
    "title" TEXT NOT NULL,
    "line_class" TEXT NOT NULL,
    "tags" TEXT[],
    "collections" TEXT[],
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("network_id","shop_id","order_id","line_id")
);
CREATE TABLE "pending_line" (
    "network_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "line_class" TEXT NOT NULL,

    CONSTRAINT "pending_line_pkey" PRIMARY KEY ("network_id","shop_id","product_id","order_id","line_id")
);
CREATE TABLE "order_assignment" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "number" INTEGER,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_assignment_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "attribution" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "number" INTEGER,
    "own_order" BOOLEAN NOT NULL,
    "decided_by" TEXT NOT NULL,
    "receipt" JSONB NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribution_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "volume_entry" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "calendar_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "source_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "earns" BOOLEAN NOT NULL,
    "reason" TEXT,

    CONSTRAINT "volume_entry_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "run" (
    "network_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "watermark" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "row_count" INTEGER,
    "partner_count" INTEGER,
    "amount_minor" BIGINT,
    "totals" JSONB,
    "input_hash" TEXT,
    "row_hash" TEXT,
    "error" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "period_preview" (
    "network_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,

    CONSTRAINT "period_preview_pkey" PRIMARY KEY ("network_id","period_id")
);
CREATE UNLOGGED TABLE "estimate" (
    "network_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "row_no" INTEGER NOT NULL,
    "earner" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "component" SMALLINT NOT NULL,
    "level" SMALLINT NOT NULL,
    "rate_ppm" INTEGER NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "estimate_pkey" PRIMARY KEY ("network_id","run_id","row_no")
);
CREATE TABLE "earning" (
    "network_id" INTEGER NOT NULL,
    "accepted_on" DATE NOT NULL,
    "run_id" INTEGER NOT NULL,
    "row_no" INTEGER NOT NULL,
    "earner" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "component" SMALLINT NOT NULL,
    "level" SMALLINT NOT NULL,
    "rate_ppm" INTEGER NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "earning_pkey" PRIMARY KEY ("network_id","accepted_on","run_id","row_no")
) PARTITION BY RANGE ("accepted_on");
CREATE TABLE "partner_period" (
    "network_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "subtree_end" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL,
    "customer_minor" BIGINT NOT NULL,
    "own_minor" BIGINT NOT NULL,
    "team_minor" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "partner_period_pkey" PRIMARY KEY ("network_id","run_id","number")
);
CREATE TABLE "adjustment" (
    "network_id" INTEGER NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "accepted_on" DATE NOT NULL,
    "run_id" INTEGER NOT NULL,
    "row_no" INTEGER NOT NULL,
    "earner" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "source_key" TEXT NOT NULL,
    "period_id" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "posting_id" UUID NOT NULL,

    CONSTRAINT "adjustment_pkey" PRIMARY KEY ("network_id","recorded_seq")
);
CREATE TABLE "ledger_posting" (
    "network_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "recorded_seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "ledger_posting_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "ledger_entry" (
    "network_id" INTEGER NOT NULL,
    "posting_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "partner" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("network_id","posting_id","account","partner")
);
CREATE TABLE "payout_batch" (
    "network_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "partners" INTEGER NOT NULL,
    "through_seq" BIGINT NOT NULL,
    "file_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "exported_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "payout_batch_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "payout" (
    "network_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("network_id","batch_id","number")
);
CREATE TABLE "login_token" (
    "network_id" INTEGER NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_token_pkey" PRIMARY KEY ("network_id","token_hash")
);
CREATE TABLE "portal_session" (
    "network_id" INTEGER NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "device" TEXT NOT NULL,

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("network_id","token_hash")
);
CREATE TABLE "partner_import" (
    "network_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "report" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "partner_import_pkey" PRIMARY KEY ("network_id","id")
);
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "session_shop_idx" ON "session"("shop");
CREATE UNIQUE INDEX "network_handle_key" ON "network"("handle");
CREATE UNIQUE INDEX "network_join_code_key" ON "network"("join_code_hash");
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");
CREATE UNIQUE INDEX "shop_network_id_key" ON "shop"("network_id", "id");
CREATE INDEX "audit_event_subject_idx" ON "audit_event"("network_id", "subject", "at");
CREATE UNIQUE INDEX "period_start_key" ON "period"("network_id", "calendar_id", "starts_at");
CREATE INDEX "partner_search_name_idx" ON "partner"("network_id", "search_name", "number");
CREATE INDEX "partner_search_last_idx" ON "partner"("network_id", "search_last", "number");
CREATE INDEX "partner_sponsor_idx" ON "partner"("network_id", "sponsor", "number");
CREATE INDEX "partner_status_idx" ON "partner"("network_id", "status", "number");
CREATE UNIQUE INDEX "partner_email_key" ON "partner"("network_id", "email_index");
CREATE UNIQUE INDEX "partner_external_key" ON "partner"("network_id", "external_number");
CREATE INDEX "partner_code_number_idx" ON "partner_code"("network_id", "number");
CREATE INDEX "sponsor_edge_number_idx" ON "sponsor_edge"("network_id", "number", "valid_from");
CREATE INDEX "sponsor_edge_sponsor_idx" ON "sponsor_edge"("network_id", "sponsor");
CREATE INDEX "partner_status_number_idx" ON "partner_status"("network_id", "number", "valid_from");
CREATE INDEX "partner_customer_idx" ON "partner_customer"("network_id", "shop_id", "customer_id");
CREATE INDEX "partner_customer_number_idx" ON "partner_customer"("network_id", "number");
CREATE INDEX "customer_link_customer_idx" ON "customer_link"("network_id", "shop_id", "customer_id");
CREATE INDEX "customer_link_number_idx" ON "customer_link"("network_id", "number");
CREATE INDEX "shop_order_time_idx" ON "shop_order"("network_id", "ordered_at", "shop_id", "order_id");
CREATE INDEX "shop_order_customer_idx" ON "shop_order"("network_id", "shop_id", "customer_id", "ordered_at");
CREATE INDEX "shop_order_partner_idx" ON "shop_order"("network_id", "partner", "ordered_at");
CREATE INDEX "shop_order_name_idx" ON "shop_order"("network_id", "name");
CREATE INDEX "shop_order_release_idx" ON "shop_order"("network_id", "release_on");
CREATE INDEX "order_assignment_order_idx" ON "order_assignment"("network_id", "shop_id", "order_id");
CREATE INDEX "attribution_order_idx" ON "attribution"("network_id", "shop_id", "order_id", "recorded_seq");
CREATE INDEX "volume_entry_period_idx" ON "volume_entry"("network_id", "period_id");
CREATE UNIQUE INDEX "volume_entry_source_key" ON "volume_entry"("network_id", "calendar_id", "shop_id", "order_id", "source_key");
CREATE INDEX "run_period_idx" ON "run"("network_id", "period_id", "id");
CREATE INDEX "estimate_earner_idx" ON "estimate"("network_id", "run_id", "earner", "row_no");
CREATE INDEX "estimate_order_idx" ON "estimate"("network_id", "shop_id", "order_id");
CREATE INDEX "earning_earner_idx" ON "earning"("network_id", "earner", "run_id", "row_no");
CREATE INDEX "earning_order_idx" ON "earning"("network_id", "shop_id", "order_id");
CREATE INDEX "partner_period_position_idx" ON "partner_period"("network_id", "run_id", "position");
CREATE INDEX "adjustment_earner_idx" ON "adjustment"("network_id", "earner", "recorded_seq");
CREATE INDEX "adjustment_order_idx" ON "adjustment"("network_id", "shop_id", "order_id");
CREATE UNIQUE INDEX "adjustment_source_key" ON "adjustment"("network_id", "run_id", "row_no", "source_key");
CREATE UNIQUE INDEX "ledger_posting_source_key" ON "ledger_posting"("network_id", "source_key");
CREATE INDEX "ledger_entry_balance_idx" ON "ledger_entry"("network_id", "partner", "account");
CREATE INDEX "payout_number_idx" ON "payout"("network_id", "number");
CREATE INDEX "portal_session_number_idx" ON "portal_session"("network_id", "number");
ALTER TABLE "shop" ADD CONSTRAINT "shop_network_fkey" FOREIGN KEY ("network_id") REFERENCES "network"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_posting_fkey" FOREIGN KEY ("network_id", "posting_id") REFERENCES "ledger_posting"("network_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

CREATE TABLE webhook_delivery_default PARTITION OF webhook_delivery DEFAULT;
CREATE TABLE earning_default PARTITION OF earning DEFAULT;

-- The inbox is its own queue: what waits is found without reading what is done.
CREATE INDEX webhook_delivery_waiting_idx ON webhook_delivery (received_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_parked_idx ON webhook_delivery (received_at) WHERE state = 'parked';

ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_state_check CHECK (state IN ('waiting', 'done', 'ignored', 'parked'));
ALTER TABLE partner ADD CONSTRAINT partner_status_check CHECK (status IN ('house', 'applied', 'invited', 'active', 'suspended', 'declined'));
ALTER TABLE partner ADD CONSTRAINT partner_number_check CHECK (number = 0 OR number > 1000);
ALTER TABLE partner ADD CONSTRAINT partner_sponsor_check CHECK (sponsor <> number OR number = 0);
ALTER TABLE sponsor_edge ADD CONSTRAINT sponsor_edge_self_check CHECK (sponsor <> number);
ALTER TABLE calendar ADD CONSTRAINT calendar_cadence_check CHECK (cadence IN ('month', 'week'));
ALTER TABLE period ADD CONSTRAINT period_range_check CHECK (starts_at < ends_at);
ALTER TABLE run ADD CONSTRAINT run_state_check CHECK (state IN ('running', 'done', 'failed', 'cancelled'));
ALTER TABLE run ADD CONSTRAINT run_kind_check CHECK (kind IN ('preview', 'acceptance'));
ALTER TABLE adjustment ADD CONSTRAINT adjustment_sign_check CHECK (amount_minor <= 0);
ALTER TABLE payout_batch ADD CONSTRAINT payout_batch_state_check CHECK (state IN ('draft', 'exported', 'paid', 'cancelled'));
ALTER TABLE payout ADD CONSTRAINT payout_amount_check CHECK (amount_minor > 0);

-- One ordered list of the tenant tables (parents first): tests and the conversion to Citus read it.
CREATE TABLE tenant_table (
  name text CONSTRAINT tenant_table_pkey PRIMARY KEY,
  kind text NOT NULL CONSTRAINT tenant_table_kind_check CHECK (kind IN ('mutable', 'append_only', 'run_written')),
  position int NOT NULL CONSTRAINT tenant_table_position_key UNIQUE
);

-- Every tenant transaction begins with it. SET LOCAL and never set_config: only the statement travels to Citus' workers.
CREATE FUNCTION enter_network(network int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SET LOCAL app.network_id = %L', network);
END
$$;

-- Makes a table a tenant's: policy, grants by kind, a line in the list, and distribution where Citus is installed.
CREATE FUNCTION make_tenant_table(table_name text, table_kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tenant_table (name, kind, position)
    SELECT table_name, table_kind, coalesce(max(position), 0) + 1 FROM tenant_table;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format(
    'CREATE POLICY %I ON %I USING (network_id = nullif(current_setting(''app.network_id'', true), '''')::int)'
    ' WITH CHECK (network_id = nullif(current_setting(''app.network_id'', true), '''')::int)',
    table_name || '_tenant', table_name);
  IF table_kind = 'mutable' THEN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lineage_app', table_name);
  ELSIF table_kind = 'append_only' THEN
    EXECUTE format('GRANT SELECT, INSERT ON %I TO lineage_app', table_name);
  ELSE
    EXECUTE format('GRANT SELECT ON %I TO lineage_app', table_name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO lineage_bulk', table_name);
  END IF;
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    IF table_name = 'partner' THEN
      EXECUTE format('SELECT create_distributed_table(%L, ''network_id'')', table_name);
    ELSE
      EXECUTE format('SELECT create_distributed_table(%L, ''network_id'', colocate_with => ''partner'')', table_name);
    END IF;
  END IF;
END
$$;

SELECT make_tenant_table('partner', 'mutable');
SELECT make_tenant_table('network_counter', 'mutable');
SELECT make_tenant_table('setting', 'append_only');
SELECT make_tenant_table('audit_event', 'append_only');
SELECT make_tenant_table('asset', 'mutable');
SELECT make_tenant_table('programme', 'mutable');
SELECT make_tenant_table('calendar', 'mutable');
SELECT make_tenant_table('period', 'append_only');
SELECT make_tenant_table('period_acceptance', 'append_only');
SELECT make_tenant_table('plan_draft', 'mutable');
SELECT make_tenant_table('plan_version', 'append_only');
SELECT make_tenant_table('partner_profile', 'mutable');
SELECT make_tenant_table('partner_code', 'mutable');
SELECT make_tenant_table('sponsor_edge', 'append_only');
SELECT make_tenant_table('partner_status', 'append_only');
SELECT make_tenant_table('partner_customer', 'append_only');
SELECT make_tenant_table('customer_link', 'append_only');
SELECT make_tenant_table('product', 'mutable');
SELECT make_tenant_table('shop_order', 'mutable');
SELECT make_tenant_table('order_line', 'append_only');
SELECT make_tenant_table('order_assignment', 'append_only');
SELECT make_tenant_table('attribution', 'append_only');
SELECT make_tenant_table('volume_entry', 'append_only');
SELECT make_tenant_table('run', 'mutable');
SELECT make_tenant_table('period_preview', 'mutable');
SELECT make_tenant_table('estimate', 'run_written');
SELECT make_tenant_table('earning', 'run_written');
SELECT make_tenant_table('partner_period', 'run_written');
SELECT make_tenant_table('adjustment', 'append_only');
SELECT make_tenant_table('ledger_posting', 'append_only');
SELECT make_tenant_table('ledger_entry', 'append_only');
SELECT make_tenant_table('payout_batch', 'mutable');
SELECT make_tenant_table('payout', 'append_only');
SELECT make_tenant_table('login_token', 'mutable');
SELECT make_tenant_table('portal_session', 'mutable');
SELECT make_tenant_table('partner_import', 'mutable');
SELECT make_tenant_table('privacy_request', 'mutable');
SELECT make_tenant_table('reconcile', 'mutable');
SELECT make_tenant_table('pending_line', 'mutable');

-- Not a tenant's: reference tables, Shopify's sessions, the inbox, rate limits.
GRANT SELECT, INSERT, UPDATE ON network, shop TO lineage_app;
GRANT USAGE ON SEQUENCE network_id_seq, shop_id_seq, recorded_seq TO lineage_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, rate_limit TO lineage_app;
GRANT SELECT, INSERT, UPDATE ON webhook_delivery TO lineage_app;
GRANT SELECT ON tenant_table TO lineage_app;
GRANT SELECT ON network, tenant_table TO lineage_bulk;

-- The application may not create tables: this makes the inbox's partitions of the coming days and drops those that are
-- 30 days old. What is parked there is moved to today first, so nothing received is lost.
CREATE FUNCTION maintain_inbox(today date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  each_day date;
  old_name text;
BEGIN
  FOR each_day IN SELECT today + n FROM generate_series(1, 7) AS n LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF webhook_delivery FOR VALUES FROM (%L) TO (%L)',
      'webhook_delivery_' || to_char(each_day, 'YYYYMMDD'), each_day, each_day + 1);
  END LOOP;
  UPDATE webhook_delivery SET day = today WHERE day < today - 30 AND state IN ('waiting', 'parked');
  DELETE FROM webhook_delivery_default WHERE day < today - 30;
  FOR old_name IN
    SELECT relname FROM pg_class
     WHERE relkind = 'r' AND relname ~ '^webhook_delivery_[0-9]{8}$' AND to_date(right(relname, 8), 'YYYYMMDD') < today - 30
  LOOP
    EXECUTE format('DROP TABLE %I', old_name);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION maintain_inbox(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION maintain_inbox(date) TO lineage_app;
