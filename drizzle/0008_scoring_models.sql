CREATE TABLE "scoring_models" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "scoring_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"status" text NOT NULL,
	"verdict" text NOT NULL,
	"rival_id" bigint,
	"parameters" jsonb NOT NULL,
	"metrics" jsonb NOT NULL,
	"features" jsonb NOT NULL,
	"outcomes" integer NOT NULL,
	"positives" integer NOT NULL,
	"known_outcomes" integer NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "scoring_models_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "scoring_models_status" CHECK ("scoring_models"."status" in ('champion', 'retired', 'rejected')),
	CONSTRAINT "scoring_models_verdict" CHECK ("scoring_models"."verdict" in ('beats_rules', 'beats_champion', 'no_better', 'nothing_learnt')),
	CONSTRAINT "scoring_models_counts" CHECK ("scoring_models"."positives" between 0 and "scoring_models"."outcomes" and "scoring_models"."outcomes" <= "scoring_models"."known_outcomes")
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "factor_scale" text DEFAULT 'score' NOT NULL;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "outcome_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "scoring_models" ADD CONSTRAINT "scoring_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "scoring_models_champion" ON "scoring_models" USING btree ("workspace_id") WHERE status = 'champion';--> statement-breakpoint
CREATE INDEX "scoring_models_created" ON "scoring_models" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "assessments_open" ON "assessments" USING btree ("workspace_id","lead_id") WHERE outcome is null;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_factor_scale" CHECK ("assessments"."factor_scale" in ('score', 'log_odds'));--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_outcome" CHECK ("assessments"."outcome" in ('won', 'lost'));--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_outcome_at" CHECK (("assessments"."outcome" is null) = ("assessments"."outcome_at" is null));--> statement-breakpoint
SELECT leadline_protect('scoring_models');
--> statement-breakpoint
-- What a model learnt is never changed.
GRANT SELECT, INSERT, UPDATE (status, retired_at) ON scoring_models TO leadline_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON scoring_models TO leadline_retention;
