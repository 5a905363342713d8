-- Sums are kept apart by currency. What deltas wait to be added up do not tell theirs, so they are taken off again
-- under an empty one, and the sums begin anew from the sales. The owner sees no tenant's rows while row-level security
-- is forced on it.
ALTER TABLE sale_deltas NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE stage_counters NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sale_deltas" ADD COLUMN "currency" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_deltas" ALTER COLUMN "currency" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "stage_counters" ADD COLUMN "currency" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "stage_counters" ALTER COLUMN "currency" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "stage_counters" DROP CONSTRAINT "stage_counters_pk";--> statement-breakpoint
ALTER TABLE "stage_counters" ADD CONSTRAINT "stage_counters_pk" PRIMARY KEY("workspace_id","board","source_id","owner_id","stage","week","currency");
--> statement-breakpoint
DELETE FROM stage_counters WHERE board = 'sales';
--> statement-breakpoint
INSERT INTO stage_counters (workspace_id, board, source_id, owner_id, stage, week, currency, count, valued, value)
SELECT workspace_id, 'sales', coalesce(source_id, 0), coalesce(owner_id, -1), stage, week, currency,
  sum(n), coalesce(sum(n) FILTER (WHERE amount IS NOT NULL), 0), coalesce(sum(n * amount), 0)
FROM (
  SELECT s.workspace_id, 1 AS n, l.source_id, coalesce(s.owner_id, 0) AS owner_id, s.stage, s.currency, s.amount,
    floor(date_part('epoch', s.stage_changed_at) / 604800)::int AS week
  FROM sales s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id
  UNION ALL
  SELECT workspace_id, -n, source_id, coalesce(owner_id, 0), stage, currency, amount,
    floor(date_part('epoch', stage_changed_at) / 604800)::int
  FROM sale_deltas) AS fact
GROUP BY workspace_id, stage, week, currency, GROUPING SETS ((), (source_id), (owner_id), (source_id, owner_id))
HAVING sum(n) <> 0 OR sum(n) FILTER (WHERE amount IS NOT NULL) <> 0 OR sum(n * amount) <> 0;
--> statement-breakpoint
ALTER TABLE sale_deltas FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE stage_counters FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_inserted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, 1, s.owner_id, s.stage, s.lost_reason, s.amount, s.currency, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM after_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_deleted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, -1, s.owner_id, s.stage, s.lost_reason, s.amount, s.currency, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM before_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_updated_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT c.workspace_id, sum(c.n), c.owner_id, c.stage, c.lost_reason, c.amount, c.currency, c.stage_changed_at, c.kyc_at, c.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM (
    SELECT -1 AS n, workspace_id, lead_id, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at FROM before_rows
    UNION ALL
    SELECT 1, workspace_id, lead_id, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at FROM after_rows) c
    JOIN leads l ON l.workspace_id = c.workspace_id AND l.id = c.lead_id
  GROUP BY c.workspace_id, c.owner_id, c.stage, c.lost_reason, c.amount, c.currency, c.stage_changed_at, c.kyc_at, c.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  HAVING sum(c.n) <> 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A zone that this server reads as JavaScript does: UTC, or a name with a slash that it knows. Any other, such as one
-- that came with a backup from a server with newer zones, is UTC; `doctor` names it.
CREATE FUNCTION usable_time_zone(zone text) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF zone LIKE '%/%' THEN
    PERFORM now() AT TIME ZONE zone;
    RETURN zone;
  END IF;
  RETURN 'UTC';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION usable_time_zone(text) TO leadline_app;
--> statement-breakpoint
-- Zones were whatever JavaScript takes. Their older names get those that stand for the same time today, and other
-- spellings the one of the list; what neither knows stays as it is, is shown in the settings and counts as UTC.
ALTER TABLE workspaces NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE operators NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
WITH renamed AS (
  SELECT lower(name) AS old, name AS new FROM pg_timezone_names WHERE name LIKE '%/%'
  UNION ALL
  SELECT lower(old), new FROM (VALUES
    ('UTC', 'UTC'), ('UCT', 'UTC'), ('GMT', 'UTC'), ('GMT0', 'UTC'), ('GMT+0', 'UTC'), ('GMT-0', 'UTC'), ('Greenwich', 'UTC'),
    ('Universal', 'UTC'), ('Zulu', 'UTC'), ('WET', 'Europe/Lisbon'), ('CET', 'Europe/Brussels'), ('MET', 'Europe/Brussels'),
    ('EET', 'Europe/Athens'), ('EST', 'America/Panama'), ('MST', 'America/Phoenix'), ('HST', 'Pacific/Honolulu'),
    ('EST5EDT', 'America/New_York'), ('CST6CDT', 'America/Chicago'), ('MST7MDT', 'America/Denver'),
    ('PST8PDT', 'America/Los_Angeles'), ('Navajo', 'America/Denver'), ('Cuba', 'America/Havana'),
    ('Jamaica', 'America/Jamaica'), ('Egypt', 'Africa/Cairo'), ('Libya', 'Africa/Tripoli'), ('Eire', 'Europe/Dublin'),
    ('GB', 'Europe/London'), ('GB-Eire', 'Europe/London'), ('Portugal', 'Europe/Lisbon'), ('Poland', 'Europe/Warsaw'),
    ('Turkey', 'Europe/Istanbul'), ('W-SU', 'Europe/Moscow'), ('Iceland', 'Atlantic/Reykjavik'), ('Iran', 'Asia/Tehran'),
    ('Israel', 'Asia/Jerusalem'), ('Hongkong', 'Asia/Hong_Kong'), ('PRC', 'Asia/Shanghai'), ('ROC', 'Asia/Taipei'),
    ('ROK', 'Asia/Seoul'), ('Japan', 'Asia/Tokyo'), ('Singapore', 'Asia/Singapore'), ('NZ', 'Pacific/Auckland'),
    ('NZ-CHAT', 'Pacific/Chatham'), ('Kwajalein', 'Pacific/Kwajalein')) AS names (old, new)),
  renamed_workspaces AS (
    UPDATE workspaces SET time_zone = new FROM renamed WHERE old = lower(time_zone) AND new <> time_zone)
UPDATE operators SET time_zone = new FROM renamed WHERE old = lower(time_zone) AND new <> time_zone;
--> statement-breakpoint
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE operators FORCE ROW LEVEL SECURITY;
