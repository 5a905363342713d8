-- Statistics of the query planner.
-- Called by lib/operations/demo/load-demo.ts, and by bench/scale-data.ts.

-- Updates the planner's statistics of the large tables after a load. Until autovacuum updates them, a join of three
-- tables can take a hundred times as long. Security definer: only the owner of a table may analyze it.
CREATE OR REPLACE FUNCTION analyze_after_load() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE leads, sales, messages, appeals, assessments, events;
END $$;
