CREATE TABLE "sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token_hash" text NOT NULL,
	"workspace_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"user_agent" text,
	"ip" text,
	"authenticated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by_id" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "created_by_id" bigint;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "session_idle_hours" integer;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "session_max_days" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_membership" FOREIGN KEY ("workspace_id","user_id") REFERENCES "public"."memberships"("workspace_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_hash" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("user_id","workspace_id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "session_version";--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_session_idle" CHECK ("workspaces"."session_idle_hours" between 1 and 720);--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_session_max" CHECK ("workspaces"."session_max_days" between 1 and 90);
--> statement-breakpoint
-- A session belongs to a person, as users do: only who may enter is asked for it.
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY entry ON sessions TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (workspace_id, user_agent, ip, authenticated_at, last_seen_at) ON sessions TO leadline_auth;
--> statement-breakpoint
GRANT SELECT (created_by_id) ON invites TO leadline_auth;
--> statement-breakpoint
-- Keys and invites of before belong to the person who made them, also through another key. Their events say who
-- that was. The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE api_keys NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invites NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
WITH RECURSIVE made AS (
  SELECT workspace_id, subject_id AS key_id, actor_id AS user_id FROM events
  WHERE type = 'api_key.created' AND actor_kind = 'user'
  UNION
  SELECT e.workspace_id, e.subject_id, made.user_id FROM events e
  JOIN made ON made.workspace_id = e.workspace_id AND made.key_id = e.actor_id
  WHERE e.type = 'api_key.created' AND e.actor_kind = 'api_key'
)
UPDATE api_keys SET created_by_id = made.user_id FROM made
WHERE made.workspace_id = api_keys.workspace_id AND made.key_id = api_keys.id;
--> statement-breakpoint
UPDATE invites SET created_by_id = coalesce(
  CASE WHEN e.actor_kind = 'user' THEN e.actor_id END,
  (SELECT k.created_by_id FROM api_keys k
   WHERE e.actor_kind = 'api_key' AND k.workspace_id = e.workspace_id AND k.id = e.actor_id))
FROM events e
WHERE e.type = 'invite.created' AND e.workspace_id = invites.workspace_id AND e.subject_id = invites.id;
--> statement-breakpoint
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invites FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events FORCE ROW LEVEL SECURITY;
