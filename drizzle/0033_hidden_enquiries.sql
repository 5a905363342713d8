ALTER TABLE "appeals" ADD COLUMN "hidden_from" bigint;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "hidden_from" bigint;