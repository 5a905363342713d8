ALTER TABLE "leads" DROP CONSTRAINT "leads_lengths";
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "phone_written" text;
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "phone_is_raw" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "email_is_raw" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "phone_country" text DEFAULT 'UA' NOT NULL;
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_lengths" CHECK (char_length("leads"."external_id") <= 200 and char_length("leads"."name") <= 200 and char_length("leads"."phone") <= 200 and char_length("leads"."phone_written") <= 200 and char_length("leads"."email") <= 254 and char_length("leads"."business_domain") <= 253 and char_length("leads"."lost_reason") <= 500 and char_length("leads"."next_step") <= 200);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_phone_country" CHECK ("workspaces"."phone_country" ~ '^[A-Z]{2}$');
--> statement-breakpoint
-- Phones that were stored as they were written become E.164 where their digits alone say which number it is, with the
-- first default country, and are marked where they do not. Nothing that is counted changes. The owner sees no tenant's
-- rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads DISABLE TRIGGER USER;
--> statement-breakpoint
WITH written AS (
  SELECT workspace_id, id, regexp_replace(phone, '[^0-9+]', '', 'g') AS digits FROM leads WHERE phone !~ '^\+[1-9][0-9]{6,14}$'),
read AS (
  SELECT workspace_id, id, CASE
    WHEN digits ~ '^\+[1-9][0-9]{6,14}$' THEN digits
    WHEN digits ~ '^0[1-9][0-9]{8}$' THEN '+38' || digits
    WHEN digits ~ '^380[1-9][0-9]{8}$' THEN '+' || digits END AS phone
  FROM written)
UPDATE leads
SET phone = coalesce(read.phone, leads.phone), phone_is_raw = read.phone IS NULL,
  phone_written = CASE WHEN read.phone IS NOT NULL THEN leads.phone END
FROM read WHERE leads.workspace_id = read.workspace_id AND leads.id = read.id;
--> statement-breakpoint
ALTER TABLE leads ENABLE TRIGGER USER;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
-- Search: what is stored and what is asked for are compared in one normal form. `unaccent` is only STABLE, because its
-- rules are a file; what it gave is stored, so it may be called here as if it were IMMUTABLE.
--
-- Apostrophes, quotation marks and what draws nothing are left out, first, because NFKC takes ´ apart. Marks go, and so
-- do the differences between ё, ґ, ї, є and the letters that people write for them.
CREATE FUNCTION search_normal(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(public.unaccent('public.unaccent'::regdictionary, normalize(translate(p_text,
    E'\t\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFE0E\uFE0F\uFEFF' ||
    E'''\u0060\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u055A\u2018\u2019\u201B\u2032\u2035\uA78C\uFF07' ||
    E'"\u00AB\u00BB\u201C\u201D\u201E\u201F\u2033\u2036\uFF02', ' '), NFKC))), 'ёґїєўς', 'егіеуσ')
$$;
--> statement-breakpoint
-- Words that mix Latin and Cyrillic letters, which happens to those that look alike: such a word is taken for one of
-- the alphabet that most of its letters are of. Words of one alphabet stay, so that `со` does not find `.com`.
CREATE FUNCTION search_unmixed(p_text text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
--> statement-breakpoint
-- What is looked in. Numbers that are written in groups stand in it once more without what parts them, and so do words
-- of mixed letters as they were meant. Numbers of two lines are two numbers.
CREATE FUNCTION search_text(p_text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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
--> statement-breakpoint
-- The words that are looked for, the longest first; each may stand anywhere. A phone number is one word, however it is
-- grouped, without what differs between its national and its international form: 00, the 0 of a trunk call and the 8 of
-- one in a few countries.
CREATE FUNCTION search_words(p_words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
--> statement-breakpoint
CREATE FUNCTION search_has(p_looked_in text, p_words text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT cardinality(p_words) > 0 AND NOT EXISTS (SELECT FROM unnest(p_words) AS word WHERE strpos(p_looked_in, word) = 0)
$$;
--> statement-breakpoint
CREATE FUNCTION search_text_of(name text, phone text, phone_written text, email text, external_id text, business_domain text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.search_text(coalesce(name, '') || E'\n' || coalesce(phone, '') || E'\n' || coalesce(phone_written, '') || E'\n' ||
    coalesce(email, '') || E'\n' || coalesce(external_id, '') || E'\n' || coalesce(business_domain, ''))
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_normal(text), search_unmixed(text), search_text(text), search_words(text), search_has(text, text[]),
  search_text_of(text, text, text, text, text, text) TO leadline_app;
--> statement-breakpoint
-- A person's own sessions are looked through by the role that reads them.
GRANT EXECUTE ON FUNCTION search_normal(text), search_unmixed(text), search_text(text), search_words(text), search_has(text, text[])
  TO leadline_auth;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_normal(text), search_unmixed(text), search_words(text) TO leadline_search;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION search_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_search (workspace_id, lead_id, created_at, search_text)
  SELECT workspace_id, id, created_at, search_text_of(name, phone, phone_written, email, external_id, business_domain) FROM after_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION search_updated_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lead_search SET created_at = NEW.created_at,
    search_text = search_text_of(NEW.name, NEW.phone, NEW.phone_written, NEW.email, NEW.external_id, NEW.business_domain)
  WHERE workspace_id = NEW.workspace_id AND lead_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER search_updated ON leads;
--> statement-breakpoint
CREATE TRIGGER search_updated AFTER UPDATE OF name, phone, phone_written, email, external_id, business_domain, created_at ON leads
  FOR EACH ROW WHEN ((OLD.name, OLD.phone, OLD.phone_written, OLD.email, OLD.external_id, OLD.business_domain, OLD.created_at)
    IS DISTINCT FROM (NEW.name, NEW.phone, NEW.phone_written, NEW.email, NEW.external_id, NEW.business_domain, NEW.created_at))
  EXECUTE FUNCTION search_updated_lead();
--> statement-breakpoint
DROP FUNCTION search_text_of(text, text, text, text, text);
--> statement-breakpoint
-- Written anew and indexed in one go: rows that are changed one by one would cost their index several times as much.
DROP INDEX lead_search_grams;
--> statement-breakpoint
ALTER TABLE lead_search NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
TRUNCATE lead_search;
--> statement-breakpoint
INSERT INTO lead_search (workspace_id, lead_id, created_at, search_text)
SELECT workspace_id, id, created_at, search_text_of(name, phone, phone_written, email, external_id, business_domain) FROM leads;
--> statement-breakpoint
ALTER TABLE lead_search FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
SET LOCAL maintenance_work_mem = '256MB';
--> statement-breakpoint
-- Each look-up goes through the list of what is not in the index yet: it is kept short.
CREATE INDEX lead_search_grams ON lead_search USING gin (search_grams(workspace_id, created_at, search_text))
  WITH (gin_pending_list_limit = 128);
--> statement-breakpoint
ALTER INDEX lead_search_grams ALTER COLUMN 1 SET STATISTICS 0;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO leadline_search;
--> statement-breakpoint
SET LOCAL ROLE leadline_search;
--> statement-breakpoint
DROP FUNCTION newest_with(bigint, text, integer, integer, timestamptz, bigint), rarest_grams(bigint, text),
  find_in_blocks(bigint, text, text[], integer, timestamptz, bigint);
--> statement-breakpoint
-- `p_others` are patterns of LIKE: a list of them costs less than a subquery for each row.
CREATE FUNCTION newest_with(p_workspace bigint, p_longest text, p_others text[], p_among integer, p_limit integer, p_before timestamptz, p_before_id bigint)
RETURNS bigint[]
LANGUAGE sql STABLE SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
  SELECT ARRAY(
    SELECT lead_id FROM (
      SELECT lead_id, created_at, search_text FROM lead_search
      WHERE workspace_id = p_workspace AND (created_at, lead_id) < (p_before, p_before_id)
      ORDER BY created_at DESC, lead_id DESC LIMIT p_among) AS looked_at
    WHERE strpos(search_text, p_longest) > 0 AND search_text LIKE ALL (p_others) ORDER BY created_at DESC, lead_id DESC LIMIT p_limit)
$$;
--> statement-breakpoint
-- Which four letters of the words to ask the index for: those that the fewest of some leads have, which lie all over
-- the workspace at no regular distance (the golden section), because numbers that are evenly spaced end alike. Where
-- all are common, each word has its turn, because words are rarer together than the parts of one of them. Of equally
-- rare ones those that do not overlap come first. A short word is the beginning of fours; one letter alone is not
-- asked for beside others, because it is the beginning of thousands.
CREATE FUNCTION rarest_grams(p_workspace bigint, p_words text[]) RETURNS text[]
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
--> statement-breakpoint
-- From the newest blocks back until there are enough: one, two, four and then eight at once, which the index looks up
-- for less than one by one. `+ 0` keeps from the index of all leads of a workspace.
CREATE FUNCTION find_in_blocks(p_workspace bigint, p_longest text, p_others text[], p_grams text[], p_limit integer, p_before timestamptz, p_before_id bigint)
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
--> statement-breakpoint
-- The newest `p_limit` leads that have the words in them, of those before a lead of a list if one is named. Common
-- words are found in the newest leads at once, all others by their rarest letters, block after block. How common
-- they are, the very newest tell, and how many leads a block has, the time between them: the leads to look at are
-- `p_limit / share` in the one way and `block_leads * share` in the other.
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
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_search;
