CREATE TABLE "lead_viewers" (
	"workspace_id" bigint NOT NULL,
	"lead_id" bigint NOT NULL,
	"operator_id" bigint NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lead_viewers_workspace_id_lead_id_operator_id_pk" PRIMARY KEY("workspace_id","lead_id","operator_id")
);
--> statement-breakpoint
ALTER TABLE "lead_viewers" ADD CONSTRAINT "lead_viewers_lead" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_viewers" ADD CONSTRAINT "lead_viewers_operator" FOREIGN KEY ("workspace_id","operator_id") REFERENCES "public"."operators"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
SELECT leadline_protect('lead_viewers');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON lead_viewers TO leadline_app;
