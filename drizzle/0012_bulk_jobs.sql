CREATE TABLE "bulk_jobs" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bulk_jobs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor_kind" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"actor_name" text NOT NULL,
	"origin" jsonb NOT NULL,
	"action" jsonb NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"lead_ids" bigint[] NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "bulk_jobs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "bulk_jobs_status" CHECK ("bulk_jobs"."status" in ('queued', 'running', 'done', 'cancelled', 'failed')),
	CONSTRAINT "bulk_jobs_over" CHECK (("bulk_jobs"."finished_at" is null) = ("bulk_jobs"."status" in ('queued', 'running'))),
	CONSTRAINT "bulk_jobs_progress" CHECK ("bulk_jobs"."done" + "bulk_jobs"."refused" <= "bulk_jobs"."total")
);
--> statement-breakpoint
CREATE TABLE "bulk_refusals" (
	"workspace_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"lead_id" bigint NOT NULL,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	"problems" jsonb NOT NULL,
	CONSTRAINT "bulk_refusals_workspace_id_job_id_lead_id_pk" PRIMARY KEY("workspace_id","job_id","lead_id")
);
--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_refusals" ADD CONSTRAINT "bulk_refusals_job" FOREIGN KEY ("workspace_id","job_id") REFERENCES "public"."bulk_jobs"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_jobs_unfinished" ON "bulk_jobs" USING btree ("workspace_id","id") WHERE "bulk_jobs"."finished_at" is null;
--> statement-breakpoint
SELECT leadline_protect('bulk_jobs'), leadline_protect('bulk_refusals');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON bulk_jobs TO leadline_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON bulk_refusals TO leadline_app;
--> statement-breakpoint
-- leadline_jobs: which workspaces have work to do, and nothing of what it is.
CREATE POLICY sweeps ON bulk_jobs FOR SELECT TO leadline_jobs USING (true);
--> statement-breakpoint
GRANT SELECT (workspace_id, finished_at) ON bulk_jobs TO leadline_jobs;
--> statement-breakpoint
-- The wipe of the demo data takes along what demo people asked for.
GRANT SELECT, DELETE ON bulk_jobs, bulk_refusals TO leadline_retention;
