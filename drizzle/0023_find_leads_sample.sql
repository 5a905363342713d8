-- A trigram that the words have twice is as good as once, and 32 leads tell how rare it is.
GRANT CREATE ON SCHEMA public TO leadline_search;
--> statement-breakpoint
SET LOCAL ROLE leadline_search;
--> statement-breakpoint
-- The words with all but their rarest parts left open, as a pattern for the trigram index: for a trigram that is
-- in every lead it reads as many entries as there are leads. How rare each is, some leads tell. One at the
-- beginning of a word brings the trigram of its first letter with it.
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
    SELECT place FROM counted WHERE hits <= cardinality(p_leads) / 2 OR hits = (SELECT min(hits) FROM counted)
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
-- The newest `p_limit` leads that have the words in them. Common words are found in the newest leads at once;
-- how common they are, the very newest tell. All others are found by their rarest trigrams.
CREATE OR REPLACE FUNCTION find_leads(p_words text, p_limit integer) RETURNS SETOF bigint
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
  found := newest_with(workspace, words, at_first, p_limit);
  SELECT min(id), max(id) INTO oldest, newest FROM leads WHERE workspace_id = workspace;
  share := cardinality(found)::float8 / at_first;
  IF NOT has_trigram OR share * share > p_limit / (side_by_side * (newest - oldest + 1)) THEN
    found := newest_with(workspace, words,
      CASE WHEN has_trigram THEN least(at_most, 2 * p_limit / share)::integer ELSE in_short_words END, p_limit);
    IF cardinality(found) = p_limit OR NOT has_trigram THEN
      RETURN QUERY SELECT unnest(found);
      RETURN;
    END IF;
  END IF;
  -- From all over the workspace: the newest have much in common. How far apart they are tells how many there are.
  SELECT array_agg(lead.search_text), avg(lead.id - start) + 1 INTO sampled, spacing
  FROM generate_series(0, sample - 1) AS step
    CROSS JOIN LATERAL (SELECT oldest + (newest - oldest) * step / sample AS start) AS place
    CROSS JOIN LATERAL (SELECT id, search_text FROM leads WHERE workspace_id = workspace AND id >= start ORDER BY id LIMIT 1) AS lead;
  has_most := (newest - oldest) / spacing > 0.5 * (SELECT reltuples FROM pg_class WHERE oid = 'leads'::regclass);
  RETURN QUERY SELECT find_leads_by_trigram(workspace, has_most, words, rarest_parts(words, sampled), p_limit);
END $$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_search;
