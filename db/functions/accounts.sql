-- Accounts of people, who belong to no workspace.
-- Called by lib/workspace/team/add-member.ts.

-- Creates an account and returns its id, or null when the e-mail is taken: a workspace never finds accounts of others.
-- Security definer: leadline_app may not write users, and their password hashes are closed to it.
CREATE OR REPLACE FUNCTION create_user(p_email text, p_name text, p_password_hash text, p_must_change_password boolean)
RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO users (email, name, password_hash, must_change_password)
  VALUES (p_email, p_name, p_password_hash, p_must_change_password)
  ON CONFLICT DO NOTHING
  RETURNING id
$$;
