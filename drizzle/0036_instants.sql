-- A date that cannot be read back took the board of its lead down. The step itself stays. The owner sees no tenant's
-- rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE leads SET next_step_at = NULL
WHERE next_step_at < '1970-01-01T00:00:00Z' OR next_step_at >= '2200-01-01T00:00:00Z';
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_next_step_at" CHECK ("leads"."next_step_at" >= '1970-01-01T00:00:00Z' and "leads"."next_step_at" < '2200-01-01T00:00:00Z');
