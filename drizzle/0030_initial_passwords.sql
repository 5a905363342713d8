ALTER TABLE "users" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- A workspace makes accounts and never finds those of others: whose e-mail has an account joins by accepting an
-- invite with their own password, and their id comes from there.
CREATE FUNCTION create_user(p_email text, p_name text, p_password_hash text, p_must_change_password boolean)
RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO users (email, name, password_hash, must_change_password)
  VALUES (p_email, p_name, p_password_hash, p_must_change_password)
  ON CONFLICT DO NOTHING
  RETURNING id
$$;
--> statement-breakpoint
-- Before the owner changes: afterwards they would do nothing.
REVOKE ALL ON FUNCTION create_user(text, text, text, boolean) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION create_user(text, text, text, boolean) TO leadline_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO leadline_auth;
--> statement-breakpoint
ALTER FUNCTION create_user(text, text, text, boolean) OWNER TO leadline_auth;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_auth;
--> statement-breakpoint
DROP FUNCTION find_or_create_user(text, text, text);
