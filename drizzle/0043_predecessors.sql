ALTER TABLE "leads" ADD COLUMN "predecessor_id" bigint;
--> statement-breakpoint
-- Successors that were started before. Nothing that is searched or counted changes. The owner sees no tenant's rows while
-- row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE leads SET predecessor_id = former.id FROM leads AS former
WHERE former.successor_id IS NOT NULL AND former.workspace_id = leads.workspace_id AND former.successor_id = leads.id;
--> statement-breakpoint
ALTER TABLE leads ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_predecessor" FOREIGN KEY ("workspace_id","predecessor_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "leads_predecessor_index" ON "leads" USING btree ("workspace_id","predecessor_id") WHERE predecessor_id is not null;
