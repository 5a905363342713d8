-- What the wipe of the demo data leaves behind of real work: appeals go back to their queue, and a demo
-- person who answered a real client stays as somebody who has left.
GRANT UPDATE (status, operator_id, assigned_at, accepted_at) ON appeals TO leadline_retention;
--> statement-breakpoint
GRANT UPDATE (is_demo, is_active, current_load, user_id) ON operators TO leadline_retention;
