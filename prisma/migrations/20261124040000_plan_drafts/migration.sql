-- Drafts that were put aside when another one was begun: nothing that was written is lost.
CREATE TABLE "plan_draft_kept" (
    "network_id" INTEGER NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "plan_draft_kept_pkey" PRIMARY KEY ("network_id","programme_id","id")
);
SELECT make_tenant_table('plan_draft_kept', 'mutable');
