ALTER TABLE "scoring_leases" ADD COLUMN "failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "scoring_leases" DROP COLUMN "is_failed";