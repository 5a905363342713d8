-- Search in a table of its own. A lead that moves or is scored touches nothing of it, its rows lie close together, and
-- its index knows any four letters in a row, apart for each workspace and fifteen days (a block): the newest matches
-- are found without looking at older ones, and few leads have the letters of rare words without the words.
CREATE TABLE "lead_search" (
	"workspace_id" bigint NOT NULL,
	"lead_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "lead_search_workspace_id_lead_id_pk" PRIMARY KEY("workspace_id","lead_id")
);
--> statement-breakpoint
CREATE FUNCTION search_text_of(name text, phone text, email text, external_id text, business_domain text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(coalesce(name, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' ||
    coalesce(external_id, '') || ' ' || coalesce(business_domain, ''))
$$;
--> statement-breakpoint
-- How many blocks a time is after 1970.
CREATE FUNCTION search_blocks(p_created_at timestamptz) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_part('epoch', p_created_at - timestamptz '1970-01-01 00:00+00') / (15 * 24 * 60 * 60)
$$;
--> statement-breakpoint
CREATE FUNCTION search_block_start(p_block integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_timestamp(p_block * (15 * 24 * 60 * 60)::float8)
$$;
--> statement-breakpoint
-- Stands before letters in the index.
CREATE FUNCTION search_prefix(p_workspace bigint, p_block integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_workspace::text || '.' || p_block::text || ':'
$$;
--> statement-breakpoint
-- What the index holds of a lead: four letters from each of its letters on, the last ones filled up with spaces, so
-- that fewer than four letters are the beginning of such wherever they stand.
CREATE FUNCTION search_grams(p_workspace bigint, p_created_at timestamptz, p_text text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  prefix CONSTANT text := public.search_prefix(p_workspace, floor(public.search_blocks(p_created_at))::integer);
  padded CONSTANT text := p_text || '   ';
  grams text[];
BEGIN
  FOR place IN 1 .. char_length(p_text) LOOP
    grams[place] := prefix || substr(padded, place, 4);
  END LOOP;
  RETURN array_to_tsvector(grams);
END $$;
--> statement-breakpoint
-- The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO lead_search (workspace_id, lead_id, created_at, search_text)
SELECT workspace_id, id, created_at, search_text_of(name, phone, email, external_id, business_domain) FROM leads;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX "lead_search_created" ON "lead_search" USING btree ("workspace_id","created_at","lead_id");
--> statement-breakpoint
SET LOCAL maintenance_work_mem = '256MB';
--> statement-breakpoint
-- Each look-up goes through the list of what is not in the index yet: it is kept short.
CREATE INDEX lead_search_grams ON lead_search USING gin (search_grams(workspace_id, created_at, search_text))
  WITH (gin_pending_list_limit = 128);
--> statement-breakpoint
ALTER INDEX lead_search_grams ALTER COLUMN 1 SET STATISTICS 0;
--> statement-breakpoint
SELECT leadline_protect('lead_search');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON lead_search TO leadline_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON lead_search TO leadline_retention;
--> statement-breakpoint
CREATE POLICY search ON lead_search FOR SELECT TO leadline_search USING (true);
--> statement-breakpoint
GRANT SELECT ON lead_search TO leadline_search;
--> statement-breakpoint
CREATE FUNCTION search_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_search (workspace_id, lead_id, created_at, search_text)
  SELECT workspace_id, id, created_at, search_text_of(name, phone, email, external_id, business_domain) FROM after_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_updated_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lead_search SET created_at = NEW.created_at, search_text = search_text_of(NEW.name, NEW.phone, NEW.email, NEW.external_id, NEW.business_domain)
  WHERE workspace_id = NEW.workspace_id AND lead_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_deleted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lead_search USING before_rows
  WHERE lead_search.workspace_id = before_rows.workspace_id AND lead_search.lead_id = before_rows.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_inserted AFTER INSERT ON leads REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION search_inserted_leads();
--> statement-breakpoint
CREATE TRIGGER search_updated AFTER UPDATE OF name, phone, email, external_id, business_domain, created_at ON leads
  FOR EACH ROW WHEN ((OLD.name, OLD.phone, OLD.email, OLD.external_id, OLD.business_domain, OLD.created_at)
    IS DISTINCT FROM (NEW.name, NEW.phone, NEW.email, NEW.external_id, NEW.business_domain, NEW.created_at))
  EXECUTE FUNCTION search_updated_lead();
--> statement-breakpoint
CREATE TRIGGER search_deleted AFTER DELETE ON leads REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION search_deleted_leads();
--> statement-breakpoint
DROP INDEX leads_search;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO leadline_search;
--> statement-breakpoint
SET LOCAL ROLE leadline_search;
--> statement-breakpoint
DROP FUNCTION find_leads(text, integer, timestamptz, bigint), find_leads_by_trigram(bigint, boolean, text, text, integer, timestamptz, bigint),
  newest_with(bigint, text, integer, integer, timestamptz, bigint), rarest_parts(text, text[]);
--> statement-breakpoint
CREATE FUNCTION newest_with(p_workspace bigint, p_words text, p_among integer, p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS bigint[]
LANGUAGE sql STABLE SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
  SELECT ARRAY(
    SELECT lead_id FROM (
      SELECT lead_id, created_at, search_text FROM lead_search
      WHERE workspace_id = p_workspace AND (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT p_among) AS looked_at
    WHERE strpos(search_text, p_words) > 0 ORDER BY created_at DESC, lead_id DESC LIMIT p_limit)
$$;
--> statement-breakpoint
-- Which four letters of the words to ask the index for: those that the fewest of some leads have, which lie all over
-- the workspace at no regular distance (the golden section), because numbers that are evenly spaced end alike. Of
-- equally rare ones those that do not overlap come first.
CREATE FUNCTION rarest_grams(p_workspace bigint, p_words text) RETURNS text[]
LANGUAGE sql STABLE SET enable_bitmapscan = off SET enable_seqscan = off AS $$
  WITH ends AS (
    SELECT min(lead_id) AS oldest, max(lead_id) AS newest FROM lead_search WHERE workspace_id = p_workspace),
  leads AS MATERIALIZED (
    SELECT lead.search_text FROM ends, generate_series(0, 31) AS step CROSS JOIN LATERAL (
      SELECT search_text FROM lead_search
      WHERE workspace_id = p_workspace AND lead_id >= oldest + ((newest - oldest) * (step * 618034 % 1000000 / 1e6::float8))::bigint
      ORDER BY lead_id LIMIT 1) AS lead),
  grams AS (
    SELECT min(place) AS place, substr(p_words, place, 4) AS gram
    FROM generate_series(1, greatest(1, char_length(p_words) - 3)) AS place GROUP BY gram)
  SELECT ARRAY(
    SELECT gram FROM grams
    ORDER BY (SELECT count(*) FROM leads WHERE strpos(search_text, gram) > 0), place % 4, place LIMIT 3)
$$;
--> statement-breakpoint
-- From the newest blocks back until there are enough: one, two, four and then eight at once, which the index looks up
-- for less than one by one. `+ 0` keeps from the index of all leads of a workspace.
CREATE FUNCTION find_in_blocks(p_workspace bigint, p_words text, p_grams text[], p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
  SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  quoted CONSTANT text[] := ARRAY(SELECT replace(replace(gram, '\', '\\'), '''', '''''') FROM unnest(p_grams) AS gram);
  ending CONSTANT text := CASE WHEN char_length(p_words) < 4 THEN ''':*' ELSE '''' END;
BEGIN
  RETURN QUERY
  WITH RECURSIVE blocks (newest, at_once) AS (
    SELECT floor(search_blocks(max(created_at)))::integer, 1 FROM lead_search WHERE workspace_id = p_workspace AND created_at <= p_before
    UNION ALL
    SELECT (
      SELECT floor(search_blocks(max(created_at)))::integer FROM lead_search
      WHERE workspace_id = p_workspace AND created_at < search_block_start(newest - at_once + 1)), least(8, 2 * at_once)
    FROM blocks WHERE newest IS NOT NULL)
  SELECT found.lead_id FROM blocks
    CROSS JOIN LATERAL (
      SELECT string_agg('''' || prefix || array_to_string(quoted, ''' & ''' || prefix) || ending, '|')::tsquery AS asked
      FROM generate_series(newest - at_once + 1, newest) AS block CROSS JOIN LATERAL search_prefix(p_workspace, block) AS prefix) AS query
    CROSS JOIN LATERAL (
      WITH matching AS MATERIALIZED (
        SELECT lead_id, created_at FROM lead_search
        WHERE search_grams(workspace_id, created_at, search_text) @@ asked
          AND strpos(search_text, p_words) > 0 AND workspace_id + 0 = p_workspace)
      SELECT lead_id FROM matching WHERE (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT p_limit) AS found
  LIMIT p_limit;
END $$;
--> statement-breakpoint
-- The newest `p_limit` leads that have the words in them, of those before a lead of a list if one is named. Common
-- words are found in the newest leads at once, all others by their rarest letters, block after block. How common
-- they are, the very newest tell, and how many leads a block has, the time between them: the leads to look at are
-- `p_limit / share` in the one way and `block_leads * share` in the other.
CREATE FUNCTION find_leads(p_words text, p_limit integer, p_before timestamptz DEFAULT 'infinity', p_before_id bigint DEFAULT 0)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  workspace CONSTANT bigint := nullif(current_setting('app.workspace_id', true), '')::bigint;
  words CONSTANT text := lower(p_words);
  at_first CONSTANT integer := 256;
  at_most CONSTANT integer := 10000;
  found bigint[];
  share float8;
  block_leads float8;
BEGIN
  found := newest_with(workspace, words, at_first, p_limit, p_before, p_before_id);
  share := cardinality(found)::float8 / at_first;
  IF cardinality(found) < p_limit AND share > p_limit::float8 / at_most THEN
    SELECT at_first / greatest(search_blocks(max(created_at)) - search_blocks(min(created_at)), 1e-6) INTO block_leads FROM (
      SELECT created_at FROM lead_search
      WHERE workspace_id = workspace AND (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT at_first) AS looked_at;
    IF p_limit / share < block_leads * share THEN
      found := newest_with(workspace, words, (2 * p_limit / share)::integer, p_limit, p_before, p_before_id);
    END IF;
  END IF;
  IF cardinality(found) < p_limit THEN
    RETURN QUERY SELECT find_in_blocks(workspace, words, rarest_grams(workspace, words), p_limit, p_before, p_before_id);
  ELSE
    RETURN QUERY SELECT unnest(found);
  END IF;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_leads(text, integer, timestamptz, bigint), rarest_grams(bigint, text),
  find_in_blocks(bigint, text, text[], integer, timestamptz, bigint),
  newest_with(bigint, text, integer, integer, timestamptz, bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_leads(text, integer, timestamptz, bigint) TO leadline_app;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_search;
--> statement-breakpoint
DROP POLICY search ON leads;
--> statement-breakpoint
REVOKE SELECT ON leads FROM leadline_search;
--> statement-breakpoint
ALTER TABLE leads DROP COLUMN search_text;
