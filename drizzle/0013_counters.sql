CREATE TABLE "funnel_counters" (
	"workspace_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"level" smallint NOT NULL,
	"block" integer NOT NULL,
	"step" smallint NOT NULL,
	"bucket" smallint NOT NULL,
	"is_lost" boolean NOT NULL,
	"reason" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "funnel_counters_pk" PRIMARY KEY("workspace_id","source_id","level","block","step","bucket","is_lost","reason")
);
--> statement-breakpoint
CREATE TABLE "lead_deltas" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "lead_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"n" integer NOT NULL,
	"source_id" bigint NOT NULL,
	"owner_id" bigint,
	"stage" text NOT NULL,
	"lost_reason" text,
	"stage_changed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"contacted_at" timestamp (3) with time zone,
	"qualified_at" timestamp (3) with time zone,
	"ai_score" double precision,
	CONSTRAINT "lead_deltas_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "sale_deltas" (
	"workspace_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sale_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"n" integer NOT NULL,
	"owner_id" bigint,
	"stage" text NOT NULL,
	"lost_reason" text,
	"amount" numeric(14, 2),
	"stage_changed_at" timestamp (3) with time zone NOT NULL,
	"kyc_at" timestamp (3) with time zone,
	"agreement_at" timestamp (3) with time zone,
	"source_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"contacted_at" timestamp (3) with time zone,
	"qualified_at" timestamp (3) with time zone,
	"transferred_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sale_deltas_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "stage_counters" (
	"workspace_id" bigint NOT NULL,
	"board" text NOT NULL,
	"source_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"stage" text NOT NULL,
	"week" integer NOT NULL,
	"count" integer NOT NULL,
	"valued" integer NOT NULL,
	"value" numeric NOT NULL,
	CONSTRAINT "stage_counters_pk" PRIMARY KEY("workspace_id","board","source_id","owner_id","stage","week")
);
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "contacted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "qualified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "kyc_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "agreement_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "leads_stage_age" ON "leads" USING btree ("workspace_id","stage","stage_changed_at");--> statement-breakpoint
CREATE INDEX "sales_stage_age" ON "sales" USING btree ("workspace_id","stage","stage_changed_at");
--> statement-breakpoint
-- The times of the stages, from the events: a move that was undone left none. The owner sees no tenant's
-- rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
WITH times AS (
  SELECT e.workspace_id, e.subject_id,
    max(e.created_at) FILTER (WHERE e.after->>'stage' = 'contacted') AS contacted_at,
    max(e.created_at) FILTER (WHERE e.after->>'stage' = 'qualified') AS qualified_at
  FROM events e
  WHERE e.type = 'lead.stage_moved'
    AND NOT EXISTS (SELECT FROM events undoing WHERE undoing.workspace_id = e.workspace_id AND undoing.undoes_id = e.id)
  GROUP BY 1, 2)
UPDATE leads SET contacted_at = times.contacted_at, qualified_at = times.qualified_at
FROM times WHERE leads.workspace_id = times.workspace_id AND leads.id = times.subject_id;
--> statement-breakpoint
WITH times AS (
  SELECT e.workspace_id, e.subject_id,
    max(e.created_at) FILTER (WHERE e.after->>'stage' = 'kyc') AS kyc_at,
    max(e.created_at) FILTER (WHERE e.after->>'stage' = 'agreement') AS agreement_at
  FROM events e
  WHERE e.type = 'sale.stage_moved'
    AND NOT EXISTS (SELECT FROM events undoing WHERE undoing.workspace_id = e.workspace_id AND undoing.undoes_id = e.id)
  GROUP BY 1, 2)
UPDATE sales SET kyc_at = times.kyc_at, agreement_at = times.agreement_at
FROM times WHERE sales.workspace_id = times.workspace_id AND sales.id = times.subject_id;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON lead_deltas, sale_deltas TO leadline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON stage_counters, funnel_counters TO leadline_app;
--> statement-breakpoint
GRANT INSERT ON lead_deltas, sale_deltas TO leadline_retention;
--> statement-breakpoint
-- Which workspaces have something to be added up.
CREATE POLICY sweeps ON lead_deltas FOR SELECT TO leadline_jobs USING (true);
--> statement-breakpoint
CREATE POLICY sweeps ON sale_deltas FOR SELECT TO leadline_jobs USING (true);
--> statement-breakpoint
GRANT SELECT (workspace_id) ON lead_deltas, sale_deltas TO leadline_jobs;
--> statement-breakpoint
-- Emptied every second: what is dead has to go soon, or readers step over it.
ALTER TABLE lead_deltas SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);
--> statement-breakpoint
ALTER TABLE sale_deltas SET (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);
--> statement-breakpoint
-- Updated every second: room for the new version on the same page.
ALTER TABLE stage_counters SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE funnel_counters SET (fillfactor = 70);
--> statement-breakpoint
-- What exists is the first that the worker adds up; until then it is read from here, slower and as exact.
INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score)
SELECT workspace_id, 1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM leads;
--> statement-breakpoint
INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at,
  source_id, created_at, contacted_at, qualified_at, transferred_at)
SELECT s.workspace_id, 1, s.owner_id, s.stage, s.lost_reason, s.amount, s.stage_changed_at, s.kyc_at, s.agreement_at,
  l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
FROM sales s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
--> statement-breakpoint
-- Only now: the owner could not have written them either.
SELECT leadline_protect('lead_deltas'), leadline_protect('sale_deltas'),
  leadline_protect('stage_counters'), leadline_protect('funnel_counters');
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- When a lead came to a stage: forward moves note it, going back (undo) forgets it, `lost` leaves it as it is.
CREATE FUNCTION note_lead_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage = 'new' THEN
    NEW.contacted_at := NULL;
    NEW.qualified_at := NULL;
  ELSIF NEW.stage = 'contacted' THEN
    NEW.contacted_at := coalesce(NEW.contacted_at, NEW.stage_changed_at);
    NEW.qualified_at := NULL;
  ELSIF NEW.stage = 'qualified' THEN
    NEW.qualified_at := coalesce(NEW.qualified_at, NEW.stage_changed_at);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_stage BEFORE INSERT OR UPDATE OF stage ON leads
  FOR EACH ROW WHEN (NEW.stage IN ('new', 'contacted', 'qualified')) EXECUTE FUNCTION note_lead_stage();
--> statement-breakpoint
CREATE FUNCTION note_sale_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage = 'new' THEN
    NEW.kyc_at := NULL;
    NEW.agreement_at := NULL;
  ELSIF NEW.stage = 'kyc' THEN
    NEW.kyc_at := coalesce(NEW.kyc_at, NEW.stage_changed_at);
    NEW.agreement_at := NULL;
  ELSIF NEW.stage = 'agreement' THEN
    NEW.agreement_at := coalesce(NEW.agreement_at, NEW.stage_changed_at);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_stage BEFORE INSERT OR UPDATE OF stage ON sales
  FOR EACH ROW WHEN (NEW.stage IN ('new', 'kyc', 'agreement')) EXECUTE FUNCTION note_sale_stage();
--> statement-breakpoint
-- Deltas are inserted and never updated, so that two changes never wait for each other's.
CREATE FUNCTION count_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score)
  SELECT workspace_id, 1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM after_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_deleted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score)
  SELECT workspace_id, -1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM before_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Rows that changed in nothing that is counted cancel themselves out.
CREATE FUNCTION count_updated_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score)
  SELECT workspace_id, sum(n), source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score
  FROM (
    SELECT -1 AS n, workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM before_rows
    UNION ALL
    SELECT 1, workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM after_rows) changes
  GROUP BY workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score
  HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_inserted AFTER INSERT ON leads REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_leads();
--> statement-breakpoint
CREATE TRIGGER count_deleted AFTER DELETE ON leads REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_leads();
--> statement-breakpoint
CREATE TRIGGER count_updated AFTER UPDATE ON leads REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_updated_leads();
--> statement-breakpoint
CREATE FUNCTION count_inserted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, 1, s.owner_id, s.stage, s.lost_reason, s.amount, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM after_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_deleted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, -1, s.owner_id, s.stage, s.lost_reason, s.amount, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM before_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_updated_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT c.workspace_id, sum(c.n), c.owner_id, c.stage, c.lost_reason, c.amount, c.stage_changed_at, c.kyc_at, c.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM (
    SELECT -1 AS n, workspace_id, lead_id, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at FROM before_rows
    UNION ALL
    SELECT 1, workspace_id, lead_id, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at FROM after_rows) c
    JOIN leads l ON l.workspace_id = c.workspace_id AND l.id = c.lead_id
  GROUP BY c.workspace_id, c.owner_id, c.stage, c.lost_reason, c.amount, c.stage_changed_at, c.kyc_at, c.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  HAVING sum(c.n) <> 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_inserted AFTER INSERT ON sales REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_sales();
--> statement-breakpoint
CREATE TRIGGER count_deleted AFTER DELETE ON sales REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_sales();
--> statement-breakpoint
CREATE TRIGGER count_updated AFTER UPDATE ON sales REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_updated_sales();
--> statement-breakpoint
-- The sale goes before its lead, whose source and times tell what is to be taken off.
CREATE FUNCTION delete_sale_of_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sales WHERE workspace_id = OLD.workspace_id AND lead_id = OLD.id;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER delete_sale BEFORE DELETE ON leads
  FOR EACH ROW WHEN (OLD.stage = 'transferred') EXECUTE FUNCTION delete_sale_of_lead();

--> statement-breakpoint
-- Search in a workspace of any size. A common word is looked for in the newest leads, where it is found at
-- once; a rare one by the trigram index. Which it is, the newest of all tell. Asked for both at once, the
-- planner would read a million leads for a word that is in none of the first.
GRANT CREATE ON SCHEMA public TO leadline_search;
--> statement-breakpoint
SET LOCAL ROLE leadline_search;
--> statement-breakpoint
CREATE FUNCTION search_leads_by_trigram(p_workspace bigint, p_pattern text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
  RETURN QUERY
  WITH found AS MATERIALIZED (SELECT id FROM leads WHERE workspace_id = p_workspace AND search_text LIKE p_pattern)
  SELECT id FROM found ORDER BY id DESC LIMIT p_limit;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION search_leads(p_pattern text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  workspace CONSTANT bigint := nullif(current_setting('app.workspace_id', true), '')::bigint;
  sample CONSTANT integer := 4000;
  common CONSTANT integer := 20;
  newest CONSTANT integer := 20000;
  found_in_sample integer;
BEGIN
  SELECT count(*) INTO found_in_sample
  FROM (SELECT search_text FROM leads WHERE workspace_id = workspace ORDER BY id DESC LIMIT sample) AS sampled
  WHERE search_text LIKE p_pattern;
  -- Two letters make no trigram: these are looked for in the newest only.
  IF found_in_sample >= common OR char_length(p_pattern) < 5 THEN
    RETURN QUERY
    SELECT looked_at.id
    FROM (SELECT id, search_text FROM leads WHERE workspace_id = workspace ORDER BY id DESC LIMIT newest) AS looked_at
    WHERE search_text LIKE p_pattern ORDER BY looked_at.id DESC LIMIT p_limit;
  ELSE
    RETURN QUERY SELECT search_leads_by_trigram(workspace, p_pattern, p_limit);
  END IF;
END $$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_search;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_leads_by_trigram(bigint, text, integer) FROM PUBLIC;
