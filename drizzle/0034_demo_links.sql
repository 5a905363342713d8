CREATE TABLE "demo_links" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"browser_hash" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "demo_links_browser_hash" UNIQUE("browser_hash")
);
--> statement-breakpoint
ALTER TABLE demo_links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE demo_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY entry ON demo_links TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON demo_links TO leadline_auth;
