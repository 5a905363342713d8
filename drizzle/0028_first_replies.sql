ALTER TABLE "lead_deltas" ADD COLUMN "first_contacted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "leads_source_board" ON "leads" USING btree ("workspace_id","source_id","stage","rank","id");--> statement-breakpoint
CREATE INDEX "leads_source_created" ON "leads" USING btree ("workspace_id","source_id","created_at","id");
--> statement-breakpoint
-- How long leads waited for their first reply is counted too. What deltas told before is known without it.
CREATE OR REPLACE FUNCTION count_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score)
  SELECT workspace_id, 1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM after_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_deleted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score)
  SELECT workspace_id, -1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM before_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_updated_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score)
  SELECT workspace_id, sum(n), source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score
  FROM (
    SELECT -1 AS n, workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM before_rows
    UNION ALL
    SELECT 1, workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM after_rows) changes
  GROUP BY workspace_id, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score
  HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE funnel_counters NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO funnel_counters (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
SELECT workspace_id, coalesce(source_id, 0), level, floor(quarter / power(4, level))::int, 7, bucket, false, '', count(*)
FROM (
  SELECT workspace_id, source_id, floor(date_part('epoch', created_at) / 21600)::int AS quarter,
    CASE WHEN first_contacted_at - created_at >= interval '1 minute'
      THEN (1 + floor(2 * ln(date_part('epoch', first_contacted_at - created_at) / 60) / ln(2.0::float8)))::smallint ELSE 0 END AS bucket
  FROM leads WHERE first_contacted_at IS NOT NULL) AS reply
  CROSS JOIN unnest(array[0, 1, 2, 3, 4, 5, 6, 9]::smallint[]) AS level
GROUP BY workspace_id, level, 4, bucket, GROUPING SETS ((), (source_id))
HAVING grouping(source_id) = 1 OR level > 0;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE funnel_counters FORCE ROW LEVEL SECURITY;
