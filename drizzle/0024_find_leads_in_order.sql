-- The newest are those that were created last, as lists sort them; a list asks for one page, and goes on behind
-- its last lead.
GRANT CREATE ON SCHEMA public TO leadline_search;
--> statement-breakpoint
SET LOCAL ROLE leadline_search;
--> statement-breakpoint
DROP FUNCTION find_leads(text, integer), find_leads_by_trigram(bigint, boolean, text, text, integer),
  newest_with(bigint, text, integer, integer);
--> statement-breakpoint
-- The words with all but their rarest parts left open, as a pattern for the trigram index: for a trigram that is
-- in every lead it reads as many entries as there are leads. How rare each is, some leads tell. Beside one that few
-- of them have, reading the entries of a common one costs more than looking at the leads that it rules out. One at
-- the beginning of a word brings the trigram of its first letter with it.
CREATE OR REPLACE FUNCTION rarest_parts(p_words text, p_leads text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  WITH trigrams AS (
    SELECT min(place) AS place, substr(p_words, place, 3) AS trigram FROM generate_series(1, char_length(p_words) - 2) AS place
    GROUP BY trigram),
  counted AS (
    SELECT place, (
      SELECT count(*) FROM unnest(p_leads) AS lead
      WHERE strpos(lead, CASE WHEN trigram ~ '^[[:alnum:]]' THEN trigram ELSE left(trigram, 2) END) > 0) AS hits
    FROM trigrams WHERE trigram ~ '[[:alnum:]]{2}'),
  rarest AS (
    SELECT place FROM counted CROSS JOIN (SELECT min(hits) AS fewest FROM counted) AS all_counted
    WHERE hits = fewest OR hits <= cardinality(p_leads) / CASE WHEN fewest <= cardinality(p_leads) / 16 THEN 16 ELSE 2 END
    ORDER BY hits, place LIMIT 4)
  SELECT '%' || string_agg(
    CASE WHEN is_kept THEN regexp_replace(letter, '[\\%_]', '\\\&') WHEN was_kept THEN '%' ELSE '' END, '' ORDER BY place) || '%'
  FROM (
    SELECT place.place, letter, is_kept, lag(is_kept) OVER (ORDER BY place.place) AS was_kept
    FROM generate_series(1, char_length(p_words)) AS place (place)
      CROSS JOIN LATERAL (
        SELECT substr(p_words, place.place, 1) AS letter,
          EXISTS (SELECT FROM rarest WHERE place.place BETWEEN rarest.place AND rarest.place + 2) AS is_kept) AS kept) AS letters
$$;
--> statement-breakpoint
-- One plan for all patterns would read the whole workspace. The index knows workspaces, too, but where most leads
-- are of this one, asking it costs more than to look at the others' (`+ 0` keeps it from that).
CREATE FUNCTION find_leads_by_trigram(p_workspace bigint, p_has_most boolean, p_words text, p_pattern text, p_limit integer,
  p_before timestamptz, p_before_id bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_custom_plan
  SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
BEGIN
  RETURN QUERY
  WITH found AS MATERIALIZED (
    SELECT id, created_at FROM leads
    WHERE (p_has_most OR workspace_id = p_workspace) AND workspace_id + 0 = p_workspace
      AND search_text LIKE p_pattern AND strpos(search_text, p_words) > 0)
  SELECT id FROM found WHERE (created_at, id) < (p_before, p_before_id) ORDER BY created_at DESC, id DESC LIMIT p_limit;
END $$;
--> statement-breakpoint
CREATE FUNCTION newest_with(p_workspace bigint, p_words text, p_among integer, p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS bigint[]
LANGUAGE sql STABLE SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
  SELECT ARRAY(
    SELECT id FROM (
      SELECT id, created_at, search_text FROM leads
      WHERE workspace_id = p_workspace AND (created_at, id) < (p_before, p_before_id)
      ORDER BY created_at DESC, id DESC LIMIT p_among) AS looked_at
    WHERE strpos(search_text, p_words) > 0 ORDER BY created_at DESC, id DESC LIMIT p_limit)
$$;
--> statement-breakpoint
-- The newest `p_limit` leads that have the words in them, of those before a lead of a list if one is named. Common
-- words are found in the newest leads at once; how common they are, the very newest tell. All others are found by
-- their rarest trigrams.
CREATE FUNCTION find_leads(p_words text, p_limit integer, p_before timestamptz DEFAULT 'infinity', p_before_id bigint DEFAULT 0)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  workspace CONSTANT bigint := nullif(current_setting('app.workspace_id', true), '')::bigint;
  words CONSTANT text := lower(p_words);
  at_first CONSTANT integer := 1000;
  at_most CONSTANT integer := 100000;
  in_short_words CONSTANT integer := 20000;
  sample CONSTANT integer := 32;
  -- A lead that a trigram leads to costs as much as this many of the newest, which lie side by side.
  side_by_side CONSTANT float8 := 10;
  has_trigram CONSTANT boolean := words ~ '[[:alnum:]]{2}' AND char_length(words) > 2;
  oldest bigint;
  newest bigint;
  found bigint[];
  share float8;
  sampled text[];
  spacing float8;
  has_most boolean;
BEGIN
  found := newest_with(workspace, words, CASE WHEN has_trigram THEN at_first ELSE in_short_words END, p_limit, p_before, p_before_id);
  IF cardinality(found) < p_limit AND has_trigram THEN
    SELECT min(id), max(id) INTO oldest, newest FROM leads WHERE workspace_id = workspace;
    share := cardinality(found)::float8 / at_first;
    IF share * share > p_limit / (side_by_side * (newest - oldest + 1)) THEN
      found := newest_with(workspace, words, least(at_most, 2 * p_limit / share)::integer, p_limit, p_before, p_before_id);
    END IF;
    IF cardinality(found) < p_limit THEN
      -- From all over the workspace, at no regular distance (the golden section): the newest have much in common, and so
      -- have the ends of evenly spaced numbers. How far apart they are tells how many there are.
      SELECT array_agg(lead.search_text), avg(lead.id - start) + 1 INTO sampled, spacing
      FROM generate_series(0, sample - 1) AS step
        CROSS JOIN LATERAL (SELECT oldest + ((newest - oldest) * (step * 0.618034 % 1))::bigint AS start) AS place
        CROSS JOIN LATERAL (SELECT id, search_text FROM leads WHERE workspace_id = workspace AND id >= start ORDER BY id LIMIT 1) AS lead;
      has_most := (newest - oldest) / spacing > 0.5 * (SELECT reltuples FROM pg_class WHERE oid = 'leads'::regclass);
      RETURN QUERY SELECT find_leads_by_trigram(workspace, has_most, words, rarest_parts(words, sampled), p_limit, p_before, p_before_id);
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT unnest(found);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_leads(text, integer, timestamptz, bigint),
  find_leads_by_trigram(bigint, boolean, text, text, integer, timestamptz, bigint),
  newest_with(bigint, text, integer, integer, timestamptz, bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_leads(text, integer, timestamptz, bigint) TO leadline_app;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_search;
