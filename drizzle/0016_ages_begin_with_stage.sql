DROP INDEX "leads_stage_age";--> statement-breakpoint
DROP INDEX "sales_stage_age";--> statement-breakpoint
CREATE INDEX "leads_stage_age" ON "leads" USING btree ("stage","workspace_id","stage_changed_at","source_id","owner_id");--> statement-breakpoint
CREATE INDEX "sales_stage_age" ON "sales" USING btree ("stage","workspace_id","stage_changed_at","owner_id");