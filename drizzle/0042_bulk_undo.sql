-- When the asker of a bulk job had it taken back, which another job does.
ALTER TABLE "bulk_jobs" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
-- How many leads it has changed: those that were already as they should be are done as well, and there is nothing to undo.
ALTER TABLE "bulk_jobs" ADD COLUMN "changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_changed" CHECK ("bulk_jobs"."changed" <= "bulk_jobs"."done");
