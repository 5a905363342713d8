CREATE TABLE "invites" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "invites_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text,
	"name" text,
	"role" text NOT NULL,
	"prefix" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" bigint,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invites_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "invites_role" CHECK ("invites"."role" in ('admin', 'manager', 'operator')),
	CONSTRAINT "invites_email_length" CHECK (char_length("invites"."email") between 3 and 254),
	CONSTRAINT "invites_name_length" CHECK (char_length("invites"."name") between 1 and 120),
	CONSTRAINT "invites_accepted" CHECK (("invites"."accepted_at" is null) = ("invites"."accepted_by" is null)),
	CONSTRAINT "invites_ended_once" CHECK ("invites"."accepted_at" is null or "invites"."revoked_at" is null)
);
--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_accepted_by_users_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invites_token_hash" ON "invites" USING btree ("token_hash");--> statement-breakpoint
SELECT leadline_protect('invites');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (accepted_at, accepted_by, revoked_at) ON invites TO leadline_app;
--> statement-breakpoint
-- Whoever follows the link has no workspace yet: an invite is found by its hash, while it is open.
CREATE POLICY entry ON invites FOR SELECT TO leadline_auth
  USING (accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now());
--> statement-breakpoint
GRANT SELECT (workspace_id, id, email, name, role, token_hash, expires_at) ON invites TO leadline_auth;
