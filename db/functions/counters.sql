-- Counters of boards, funnel and dashboard: see docs/decisions/0018-counters.md.
-- Called by triggers on leads and sales only, with the rights of the change that fires them.
-- Statement triggers write each changed row as it was (n = -1) and as it is now (n = 1) into lead_deltas and
-- sale_deltas. The worker adds the deltas up (lib/pipeline/counters/roll-up-counters.ts). The order of stages here is
-- compared with lib/pipeline/{leads,sales,funnel}/rules.ts by db/steps.test.ts.

-- Keeps the time at which a lead reached each stage. A step forward sets it, a step back clears it, `lost` keeps it.
CREATE OR REPLACE FUNCTION note_lead_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage = 'new' THEN
    NEW.contacted_at := NULL;
    NEW.qualified_at := NULL;
  ELSIF NEW.stage = 'contacted' THEN
    NEW.contacted_at := coalesce(NEW.contacted_at, NEW.stage_changed_at);
    NEW.qualified_at := NULL;
  ELSIF NEW.stage = 'qualified' THEN
    NEW.qualified_at := coalesce(NEW.qualified_at, NEW.stage_changed_at);
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER note_stage BEFORE INSERT OR UPDATE OF stage ON leads
  FOR EACH ROW WHEN (NEW.stage IN ('new', 'contacted', 'qualified')) EXECUTE FUNCTION note_lead_stage();

-- Does the same for a sale.
CREATE OR REPLACE FUNCTION note_sale_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage = 'new' THEN
    NEW.kyc_at := NULL;
    NEW.agreement_at := NULL;
  ELSIF NEW.stage = 'kyc' THEN
    NEW.kyc_at := coalesce(NEW.kyc_at, NEW.stage_changed_at);
    NEW.agreement_at := NULL;
  ELSIF NEW.stage = 'agreement' THEN
    NEW.agreement_at := coalesce(NEW.agreement_at, NEW.stage_changed_at);
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER note_stage BEFORE INSERT OR UPDATE OF stage ON sales
  FOR EACH ROW WHEN (NEW.stage IN ('new', 'kyc', 'agreement')) EXECUTE FUNCTION note_sale_stage();

-- Writes a delta for each new lead.
CREATE OR REPLACE FUNCTION count_inserted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score)
  SELECT workspace_id, 1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM after_rows;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_inserted AFTER INSERT ON leads REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_leads();

-- Writes a delta with n = -1 for each deleted lead.
CREATE OR REPLACE FUNCTION count_deleted_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_deltas (workspace_id, n, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score)
  SELECT workspace_id, -1, source_id, owner_id, stage, lost_reason, stage_changed_at, created_at, contacted_at, qualified_at, first_contacted_at, ai_score FROM before_rows;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_deleted AFTER DELETE ON leads REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_leads();

-- Writes the deltas of changed leads. A change that affects no counter adds up to 0 and is left out.
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

CREATE OR REPLACE TRIGGER count_updated AFTER UPDATE ON leads REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_updated_leads();

-- Writes a delta for each new sale, with the source and the times of its lead.
CREATE OR REPLACE FUNCTION count_inserted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, 1, s.owner_id, s.stage, s.lost_reason, s.amount, s.currency, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM after_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_inserted AFTER INSERT ON sales REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_sales();

-- Writes a delta with n = -1 for each deleted sale.
CREATE OR REPLACE FUNCTION count_deleted_sales() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sale_deltas (workspace_id, n, owner_id, stage, lost_reason, amount, currency, stage_changed_at, kyc_at, agreement_at,
    source_id, created_at, contacted_at, qualified_at, transferred_at)
  SELECT s.workspace_id, -1, s.owner_id, s.stage, s.lost_reason, s.amount, s.currency, s.stage_changed_at, s.kyc_at, s.agreement_at,
    l.source_id, l.created_at, l.contacted_at, l.qualified_at, l.stage_changed_at
  FROM before_rows s JOIN leads l ON l.workspace_id = s.workspace_id AND l.id = s.lead_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER count_deleted AFTER DELETE ON sales REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_sales();

-- Writes the deltas of changed sales. A change that affects no counter adds up to 0 and is left out.
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

CREATE OR REPLACE TRIGGER count_updated AFTER UPDATE ON sales REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_updated_sales();

-- Deletes the sale before its lead, because the delta of the sale needs the source and the times of the lead.
CREATE OR REPLACE FUNCTION delete_sale_of_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sales WHERE workspace_id = OLD.workspace_id AND lead_id = OLD.id;
  RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER delete_sale BEFORE DELETE ON leads
  FOR EACH ROW WHEN (OLD.stage = 'transferred') EXECUTE FUNCTION delete_sale_of_lead();
