-- Search for leads: see docs/decisions/0035-search-for-leads.md (how it finds) and 0029-contact-data-and-search.md (what
-- matches). lead_search holds one text for each lead. Triggers on leads keep it, with the rights of the change that
-- fires them. find_leads is the only reader. It is called by lib/pipeline/leads, lib/pipeline/sales and
-- lib/conversations/appeals. Text is stored and compared in one normal form, which search_text makes of data and
-- search_words of a query. Lists of people, sources and so on use them through search_has (lib/core/listing.ts).
-- Functions that an index depends on name the schema of what they call, because PostgreSQL builds indexes with a
-- search_path of its own.

-- Returns the normal form: lower case, without apostrophes, quotation marks, invisible characters and accents. ё ґ ї є
-- and ў become the letters that people type for them. The characters are removed first, because NFKC takes ´ apart.
-- `unaccent` is only STABLE, because its rules are a file. The result is stored, so it is treated as IMMUTABLE here.
CREATE OR REPLACE FUNCTION search_normal(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(public.unaccent('public.unaccent'::regdictionary, normalize(translate(p_text,
    E'\t\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFE0E\uFE0F\uFEFF' ||
    E'''\u0060\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u055A\u2018\u2019\u201B\u2032\u2035\uA78C\uFF07' ||
    E'"\u00AB\u00BB\u201C\u201D\u201E\u201F\u2033\u2036\uFF02', ' '), NFKC))), 'ёґїєўς', 'егіеуσ')
$$;

-- Rewrites words that mix Latin and Cyrillic letters of the same look into the alphabet of most of their letters.
-- Words of one alphabet stay, so that `со` does not find `.com`.
CREATE OR REPLACE FUNCTION search_unmixed(p_text text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  mixed CONSTANT text := '[a-z][а-яі]|[а-яі][a-z]';
  latin CONSTANT text := 'abcehikmoptxy';
  cyrillic CONSTANT text := 'авсенікмортху';
  unmixed text := p_text;
  word text;
BEGIN
  IF p_text !~ mixed THEN
    RETURN p_text;
  END IF;
  FOR word IN SELECT DISTINCT matched[1] FROM regexp_matches(p_text, '[a-zа-яі]+', 'g') AS matched WHERE matched[1] ~ mixed LOOP
    unmixed := replace(unmixed, word, CASE
      WHEN 2 * char_length(regexp_replace(word, '[a-z]', '', 'g')) >= char_length(word) THEN translate(word, latin, cyrillic)
      ELSE translate(word, cyrillic, latin) END);
  END LOOP;
  RETURN unmixed;
END $$;

-- Returns the text that is searched: the normal form, then words of mixed letters as they were meant, then numbers
-- without the characters that group them. Numbers on two lines are two numbers.
CREATE OR REPLACE FUNCTION search_text(p_text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  normal CONSTANT text := coalesce(public.search_normal(p_text), '');
  unmixed CONSTANT text := public.search_unmixed(normal);
  looked_in text := normal;
  digits text;
BEGIN
  IF unmixed <> normal THEN
    looked_in := normal || E'\n' || unmixed;
  END IF;
  IF normal ~ '[0-9][ ().+/-]+[0-9]' THEN
    FOR digits IN
      SELECT regexp_replace(matched[1], '[^0-9]', '', 'g') FROM regexp_matches(normal, '[0-9][0-9 ().+/-]*[0-9]', 'g') AS matched
    LOOP
      IF char_length(digits) >= 7 AND strpos(looked_in, digits) = 0 THEN
        looked_in := looked_in || E'\n' || digits;
      END IF;
    END LOOP;
  END IF;
  RETURN looked_in;
END $$;

-- Returns the words of a query, the longest first. A phone number is one word, with or without grouping. The prefix
-- that differs between its national and international form is dropped: 00, 0, or the 8 of a few countries.
CREATE OR REPLACE FUNCTION search_words(p_words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  normal text := public.search_unmixed(public.search_normal(p_words));
  number text;
  digits text;
BEGIN
  IF normal !~ '\s|^[+(]*[0-9]' THEN
    RETURN array_remove(ARRAY[normal], '');
  END IF;
  FOR number IN SELECT matched[1] FROM regexp_matches(normal, '(?:^|\s)([+(]*[0-9][0-9\s().+/-]*)(?=\s|$)', 'g') AS matched LOOP
    digits := regexp_replace(number, '[^0-9]', '', 'g');
    normal := replace(normal, number, CASE
      WHEN char_length(digits) BETWEEN 7 AND 15
        THEN regexp_replace(digits, '^(?:00|80?(?=[0-9]{9,10}$)|0)(?=[0-9]{7})', '')
      ELSE translate(number, '()+', '') END || ' ');
  END LOOP;
  RETURN ARRAY(
    SELECT word FROM (SELECT DISTINCT regexp_split_to_table(normal, '\s+') AS word) AS words
    WHERE word <> '' ORDER BY char_length(word) DESC, word);
END $$;

-- Returns whether every word is in the text.
CREATE OR REPLACE FUNCTION search_has(p_looked_in text, p_words text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT cardinality(p_words) > 0 AND NOT EXISTS (SELECT FROM unnest(p_words) AS word WHERE strpos(p_looked_in, word) = 0)
$$;

-- Returns the searched text of a lead.
CREATE OR REPLACE FUNCTION search_text_of(name text, phone text, phone_written text, email text, external_id text, business_domain text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.search_text(coalesce(name, '') || E'\n' || coalesce(phone, '') || E'\n' || coalesce(phone_written, '') || E'\n' ||
    coalesce(email, '') || E'\n' || coalesce(external_id, '') || E'\n' || coalesce(business_domain, ''))
$$;

-- Adds the text of new leads.
CREATE OR REPLACE FUNCTION search_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_search (workspace_id, lead_id, created_at, search_text)
  SELECT workspace_id, id, created_at, search_text_of(name, phone, phone_written, email, external_id, business_domain) FROM after_rows;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER search_inserted AFTER INSERT ON leads REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION search_inserted_leads();

-- Updates the text of a lead when a field of it has changed.
CREATE OR REPLACE FUNCTION search_updated_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lead_search SET created_at = NEW.created_at,
    search_text = search_text_of(NEW.name, NEW.phone, NEW.phone_written, NEW.email, NEW.external_id, NEW.business_domain)
  WHERE workspace_id = NEW.workspace_id AND lead_id = NEW.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER search_updated AFTER UPDATE OF name, phone, phone_written, email, external_id, business_domain, created_at ON leads
  FOR EACH ROW WHEN ((OLD.name, OLD.phone, OLD.phone_written, OLD.email, OLD.external_id, OLD.business_domain, OLD.created_at)
    IS DISTINCT FROM (NEW.name, NEW.phone, NEW.phone_written, NEW.email, NEW.external_id, NEW.business_domain, NEW.created_at))
  EXECUTE FUNCTION search_updated_lead();

-- Deletes the text of deleted leads.
CREATE OR REPLACE FUNCTION search_deleted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lead_search USING before_rows
  WHERE lead_search.workspace_id = before_rows.workspace_id AND lead_search.lead_id = before_rows.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER search_deleted AFTER DELETE ON leads REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION search_deleted_leads();

-- Returns how many blocks of fifteen days lie between 1970 and a time.
CREATE OR REPLACE FUNCTION search_blocks(p_created_at timestamptz) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_part('epoch', p_created_at - timestamptz '1970-01-01 00:00+00') / (15 * 24 * 60 * 60)
$$;

-- Returns the time at which a block begins.
CREATE OR REPLACE FUNCTION search_block_start(p_block integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_timestamp(p_block * (15 * 24 * 60 * 60)::float8)
$$;

-- Returns the prefix of a workspace and a block in the index, to which groups of letters are appended.
CREATE OR REPLACE FUNCTION search_prefix(p_workspace bigint, p_block integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_workspace::text || '.' || p_block::text || ':'
$$;

-- Returns the index entries of a lead in lead_search_grams: the four letters that start at each position. The last ones
-- are padded with spaces, so that fewer than four letters match as a prefix at any position.
CREATE OR REPLACE FUNCTION search_grams(p_workspace bigint, p_created_at timestamptz, p_text text) RETURNS tsvector
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

-- Returns the matches among the newest `p_among` leads. `p_others` are LIKE patterns: a list of them costs less than a
-- subquery for each row.
CREATE OR REPLACE FUNCTION newest_with(p_workspace bigint, p_longest text, p_others text[], p_among integer, p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS bigint[]
LANGUAGE sql STABLE SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
  SELECT ARRAY(
    SELECT lead_id FROM (
      SELECT lead_id, created_at, search_text FROM lead_search
      WHERE workspace_id = p_workspace AND (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT p_among) AS looked_at
    WHERE strpos(search_text, p_longest) > 0 AND search_text LIKE ALL (p_others) ORDER BY created_at DESC, lead_id DESC LIMIT p_limit)
$$;

-- Returns up to three groups of four letters to look up in the index: those that the fewest of 32 sampled leads
-- contain. The sample is spread by the golden section, because evenly spaced numbers have the same last digits. When
-- all groups are common, they are taken from each word in turn. Of equally rare groups, those that do not overlap come
-- first. A single letter is not looked up beside longer words, because thousands of groups begin with it.
CREATE OR REPLACE FUNCTION rarest_grams(p_workspace bigint, p_words text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SET enable_bitmapscan = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
  SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
BEGIN
  RETURN (
  WITH ends AS (
    SELECT min(lead_id) AS oldest, max(lead_id) AS newest FROM lead_search WHERE workspace_id = p_workspace),
  leads AS MATERIALIZED (
    SELECT lead.search_text FROM ends, generate_series(0, 31) AS step CROSS JOIN LATERAL (
      SELECT search_text FROM lead_search
      WHERE workspace_id = p_workspace AND lead_id >= oldest + ((newest - oldest) * (step * 618034 % 1000000 / 1e6::float8))::bigint
      ORDER BY lead_id LIMIT 1) AS lead),
  grams AS (
    SELECT word_place, min(place) AS place, substr(word, place, 4) AS gram
    FROM unnest(p_words) WITH ORDINALITY AS words (word, word_place),
      generate_series(1, greatest(1, char_length(word) - 3)) AS place
    WHERE char_length(word) > 1 OR char_length(p_words[1]) = 1
    GROUP BY word_place, gram),
  counted AS (
    SELECT *, (SELECT count(*) FROM leads WHERE strpos(search_text, gram) > 0) AS had FROM grams),
  in_turn AS (
    SELECT *, row_number() OVER (PARTITION BY word_place ORDER BY had, place % 4, place) AS turn FROM counted)
  SELECT ARRAY(SELECT gram FROM in_turn ORDER BY had > 0, turn, had, word_place LIMIT 3));
END $$;

-- Searches the newest block, then two, four and eight at once further back, until there are enough matches. `+ 0` keeps
-- the planner from the index of all leads of a workspace.
CREATE OR REPLACE FUNCTION find_in_blocks(p_workspace bigint, p_longest text, p_others text[], p_grams text[], p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
  SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  quoted CONSTANT text[] := ARRAY(
    SELECT replace(replace(gram, '\', '\\'), '''', '''''') || CASE WHEN char_length(gram) < 4 THEN ''':*' ELSE '''' END
    FROM unnest(p_grams) AS gram);
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
      SELECT string_agg('''' || prefix || array_to_string(quoted, ' & ''' || prefix), '|')::tsquery AS asked
      FROM generate_series(newest - at_once + 1, newest) AS block CROSS JOIN LATERAL search_prefix(p_workspace, block) AS prefix) AS query
    CROSS JOIN LATERAL (
      WITH matching AS MATERIALIZED (
        SELECT lead_id, created_at FROM lead_search
        WHERE search_grams(workspace_id, created_at, search_text) @@ asked
          AND strpos(search_text, p_longest) > 0 AND search_text LIKE ALL (p_others) AND workspace_id + 0 = p_workspace)
      SELECT lead_id FROM matching WHERE (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT p_limit) AS found
  LIMIT p_limit;
END $$;

-- Returns the newest `p_limit` leads that contain the words, of those before the lead that `p_before` and `p_before_id`
-- name. Common words are found among the newest leads, rare ones through the index. The newest 256 leads show how
-- common the words are, and the time between them how many leads a block has: looking at leads costs `p_limit / share`,
-- the index `block_leads * share`. Security definer: ILIKE, strpos and @@ are not leakproof, so under row-level
-- security the planner ignores their index. Its owner leadline_search reads lead_search only, and the function filters
-- the workspace itself.
CREATE OR REPLACE FUNCTION find_leads(p_words text, p_limit integer, p_before timestamptz DEFAULT 'infinity', p_before_id bigint DEFAULT 0)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  workspace CONSTANT bigint := nullif(current_setting('app.workspace_id', true), '')::bigint;
  words CONSTANT text[] := search_words(p_words);
  others text[] := '{}';
  at_first CONSTANT integer := 256;
  at_most CONSTANT integer := 10000;
  found bigint[];
  share float8;
  block_leads float8;
BEGIN
  IF cardinality(words) = 0 THEN
    RETURN;
  END IF;
  FOR place IN 2 .. cardinality(words) LOOP
    others[place - 1] := '%' || regexp_replace(words[place], '([\\%_])', '\\\1', 'g') || '%';
  END LOOP;
  found := newest_with(workspace, words[1], others, at_first, p_limit, p_before, p_before_id);
  share := cardinality(found)::float8 / at_first;
  IF cardinality(found) < p_limit AND share > p_limit::float8 / at_most THEN
    SELECT at_first / greatest(search_blocks(max(created_at)) - search_blocks(min(created_at)), 1e-6) INTO block_leads FROM (
      SELECT created_at FROM lead_search
      WHERE workspace_id = workspace AND (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT at_first) AS looked_at;
    IF p_limit / share < block_leads * share THEN
      found := newest_with(workspace, words[1], others, (2 * p_limit / share)::integer, p_limit, p_before, p_before_id);
    END IF;
  END IF;
  IF cardinality(found) < p_limit THEN
    RETURN QUERY SELECT find_in_blocks(workspace, words[1], others, rarest_grams(workspace, words), p_limit, p_before, p_before_id);
  ELSE
    RETURN QUERY SELECT unnest(found);
  END IF;
END $$;
