-- Blocks of 4, 16, … 1,024 days and one of all days (level 9) in place of 8, 64 and 512: a period is read in
-- half as many. All are made of the single days.
ALTER TABLE funnel_counters NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
DELETE FROM funnel_counters WHERE level > 0;
--> statement-breakpoint
INSERT INTO funnel_counters (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
SELECT workspace_id, source_id, larger, floor(block / power(4, larger))::int, step, bucket, is_lost, reason, sum(count)
FROM funnel_counters CROSS JOIN unnest(array[1, 2, 3, 4, 5, 9]::smallint[]) AS larger
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
--> statement-breakpoint
ALTER TABLE funnel_counters FORCE ROW LEVEL SECURITY;
