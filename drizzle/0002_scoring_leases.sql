CREATE TABLE "scoring_leases" (
	"workspace_id" bigint NOT NULL,
	"lead_id" bigint NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scoring_leases_workspace_id_lead_id_pk" PRIMARY KEY("workspace_id","lead_id")
);
--> statement-breakpoint
ALTER TABLE "scoring_leases" ADD CONSTRAINT "scoring_leases_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
SELECT leadline_protect('scoring_leases');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON scoring_leases TO leadline_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON scoring_leases TO leadline_retention;
