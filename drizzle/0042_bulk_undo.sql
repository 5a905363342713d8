-- When the asker of a bulk job had it taken back, which another job does.
ALTER TABLE "bulk_jobs" ADD COLUMN "undone_at" timestamp (3) with time zone;
