CREATE TABLE "appeals" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "appeals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lead_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"operator_id" bigint,
	"status" text NOT NULL,
	"message" text,
	"priority" integer DEFAULT 0 NOT NULL,
	"enqueued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"assigned_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"receipt" jsonb,
	"declined_by" bigint[] DEFAULT '{}' NOT NULL,
	"missed_count" integer DEFAULT 0 NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "appeals_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "appeals_status" CHECK ("appeals"."status" in ('waiting', 'active', 'closed')),
	CONSTRAINT "appeals_operator_of_status" CHECK (("appeals"."status" = 'waiting') = ("appeals"."operator_id" is null)),
	CONSTRAINT "appeals_closed" CHECK (("appeals"."status" = 'closed') = ("appeals"."closed_at" is not null)),
	CONSTRAINT "appeals_message_length" CHECK (char_length("appeals"."message") <= 10000)
);
--> statement-breakpoint
CREATE TABLE "distribution_states" (
	"workspace_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"turn" bigint DEFAULT 0 NOT NULL,
	"operator_ids" bigint[] DEFAULT '{}' NOT NULL,
	"deficits" double precision[] DEFAULT '{}' NOT NULL,
	"last_turns" bigint[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "distribution_states_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "operator_weights" (
	"workspace_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"operator_id" bigint NOT NULL,
	"weight" integer NOT NULL,
	CONSTRAINT "operator_weights_workspace_id_source_id_operator_id_pk" PRIMARY KEY("workspace_id","source_id","operator_id"),
	CONSTRAINT "operator_weights_range" CHECK ("operator_weights"."weight" between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "appeal_id" bigint;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "required_skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_lead" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_source" FOREIGN KEY ("workspace_id","source_id") REFERENCES "public"."sources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_operator" FOREIGN KEY ("workspace_id","operator_id") REFERENCES "public"."operators"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_states" ADD CONSTRAINT "distribution_states_source" FOREIGN KEY ("workspace_id","source_id") REFERENCES "public"."sources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_weights" ADD CONSTRAINT "operator_weights_source" FOREIGN KEY ("workspace_id","source_id") REFERENCES "public"."sources"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_weights" ADD CONSTRAINT "operator_weights_operator" FOREIGN KEY ("workspace_id","operator_id") REFERENCES "public"."operators"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeals_of_lead" ON "appeals" USING btree ("workspace_id","lead_id","id");--> statement-breakpoint
CREATE INDEX "appeals_queue" ON "appeals" USING btree ("workspace_id","source_id","priority" DESC NULLS LAST,"enqueued_at","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "appeals_active" ON "appeals" USING btree ("workspace_id","operator_id","id") WHERE status = 'active';--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_appeal" FOREIGN KEY ("workspace_id","appeal_id") REFERENCES "public"."appeals"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
SELECT leadline_protect('appeals'), leadline_protect('operator_weights'), leadline_protect('distribution_states');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON appeals, distribution_states TO leadline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON operator_weights TO leadline_app;
--> statement-breakpoint
-- Ids of appeals are drawn before their rows are written.
GRANT USAGE ON SEQUENCE appeals_id_seq TO leadline_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON appeals, operator_weights TO leadline_retention;
--> statement-breakpoint
INSERT INTO distribution_states (workspace_id, source_id) SELECT workspace_id, id FROM sources;
