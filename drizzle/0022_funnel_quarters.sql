-- Blocks of a quarter of a day, and the others a level up. What the counters know does not tell the quarters, so
-- they begin anew: what exists is the first that the worker adds up, and until then is read from the deltas,
-- slower and as exact. The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lead_deltas NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sale_deltas NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
TRUNCATE stage_counters, funnel_counters, lead_deltas, sale_deltas;
--> statement-breakpoint
INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score)
SELECT workspace_id, 1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, ai_score FROM leads;
--> statement-breakpoint
INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, stage_changed_at, kyc_at, agreement_at,
  source_id, created_at, contacted_at, qualified_at, transferred_at)
SELECT s.workspace_id, 1, s.owner_id, s.stage, s.lost_reason, s.amount, s.stage_changed_at, s.kyc_at, s.agreement_at,
  l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
FROM sales s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lead_deltas FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sale_deltas FORCE ROW LEVEL SECURITY;
