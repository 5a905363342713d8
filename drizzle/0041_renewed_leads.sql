ALTER TABLE "workspaces" ADD COLUMN "renew_final_leads" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "successor_id" bigint;
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "former_external_id" text;
--> statement-breakpoint
-- Addresses are compared in the form in which they are stored now. Search looks at them in lower case anyway, and nothing
-- that is counted changes. The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE leads SET email = lower(email COLLATE "C") WHERE email <> lower(email COLLATE "C") AND NOT email_is_raw;
--> statement-breakpoint
ALTER TABLE leads ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_successor" FOREIGN KEY ("workspace_id","successor_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_renewed" CHECK ("leads"."successor_id" is null or "leads"."stage" in ('transferred', 'lost') and "leads"."external_id" is null);
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_former_external_id" CHECK (char_length("leads"."former_external_id") <= 200);
--> statement-breakpoint
CREATE UNIQUE INDEX "leads_successor_index" ON "leads" USING btree ("workspace_id","successor_id") WHERE successor_id is not null;
--> statement-breakpoint
CREATE INDEX "leads_phone" ON "leads" USING btree ("workspace_id","phone","id") WHERE phone is not null;
--> statement-breakpoint
CREATE INDEX "leads_email" ON "leads" USING btree ("workspace_id","email","id") WHERE email is not null;
