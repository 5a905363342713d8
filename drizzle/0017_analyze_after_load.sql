-- What has just come in large numbers is unknown to the planner until autovacuum looks, a minute later: until
-- then a join of three tables can take a hundred times as long. Only the owner of the tables may look.
CREATE FUNCTION analyze_after_load() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE leads, sales, messages, appeals, assessments, events;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION analyze_after_load() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION analyze_after_load() TO leadline_app;
