CREATE TABLE "scoring_budgets" (
	"workspace_id" bigint PRIMARY KEY NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"calls" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "prompt_tokens" integer;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "completion_tokens" integer;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "cost_usd" numeric(12, 6);--> statement-breakpoint
ALTER TABLE "scoring_leases" ADD COLUMN "is_failed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "ai_provider" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "ai_calls_per_minute" integer;--> statement-breakpoint
ALTER TABLE "scoring_budgets" ADD CONSTRAINT "scoring_budgets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_ai_provider" CHECK ("workspaces"."ai_provider" in ('openai', 'model', 'rules'));--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_ai_calls" CHECK ("workspaces"."ai_calls_per_minute" > 0);--> statement-breakpoint
SELECT leadline_protect('scoring_budgets');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON scoring_budgets TO leadline_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON scoring_budgets TO leadline_retention;
