-- Attempts are reserved before a password is hashed. What was counted so far held for a quarter of an hour.
DROP TABLE sign_in_failures;
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" double precision NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"open_at" timestamp with time zone,
	"known_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_attempts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY entry ON sign_in_attempts TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO leadline_auth;
--> statement-breakpoint
-- Addresses are compared as they are stored: the server's lower() folds letters that JavaScript's does not.
GRANT CREATE ON SCHEMA public TO leadline_auth;
--> statement-breakpoint
SET LOCAL ROLE leadline_auth;
--> statement-breakpoint
UPDATE users SET email = lower(email COLLATE "C") WHERE email <> lower(email COLLATE "C");
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_auth;
--> statement-breakpoint
DROP INDEX "users_email";
--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_key" CHECK ("users"."email" = lower("users"."email" collate "C"));
