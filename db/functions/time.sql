-- Time zones.
-- Called by lib/core/period.ts and lib/workspace/settings/queries.ts, inside the statements that count by day.

-- Returns the zone if this server knows it under a name with a slash, and UTC otherwise. A backup of a newer server can
-- name a zone that this one lacks. lib/core/time-zone.ts has the same rule; `doctor` reports such a zone.
CREATE OR REPLACE FUNCTION usable_time_zone(zone text) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF zone LIKE '%/%' THEN
    PERFORM now() AT TIME ZONE zone;
    RETURN zone;
  END IF;
  RETURN 'UTC';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;
