-- Lost reasons become codes, which every language has words for, beside a comment; a workspace lists its own reasons and
-- lines of business. Texts that are the words of a code in any language get it, all others are the comment of `other`.
ALTER TABLE "leads" ADD COLUMN "lost_comment" text;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "lost_comment" text;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "business_domains" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "lost_reasons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE FUNCTION lost_code_of(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE
    WHEN p_text = '' THEN ''
    WHEN p_text IN ('no_response', 'no_budget', 'other_supplier', 'too_small', 'wrong_contact', 'other') THEN p_text
    WHEN lower(btrim(p_text)) IN ('never answered', 'no response', 'так і не відповіли', 'так и не ответили', 'не відповідають', 'не отвечают') THEN 'no_response'
    WHEN lower(btrim(p_text)) IN ('no budget', 'немає бюджету', 'нет бюджета') THEN 'no_budget'
    WHEN lower(btrim(p_text)) IN ('chose another supplier', 'інший постачальник', 'другой поставщик', 'обрали іншого постачальника', 'выбрали другого поставщика') THEN 'other_supplier'
    WHEN lower(btrim(p_text)) IN ('too small an order', 'order too small', 'замале замовлення', 'слишком малый заказ') THEN 'too_small'
    WHEN lower(btrim(p_text)) IN ('wrong contact', 'не той контакт', 'не тот контакт') THEN 'wrong_contact'
    WHEN lower(btrim(p_text)) IN ('other', 'інше', 'другое') THEN 'other'
    ELSE 'other' END
$$;
--> statement-breakpoint
-- The owner sees no tenant's rows while row-level security is forced on it. Triggers would count each change, and the
-- counters follow below at once.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lead_deltas NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sale_deltas NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE funnel_counters NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE saved_views NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE leads DISABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE sales DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE leads SET lost_reason = lost_code_of(lost_reason),
  lost_comment = CASE WHEN lost_code_of(lost_reason) = 'other' AND lost_code_of(lost_reason) <> lower(btrim(lost_reason))
    AND lower(btrim(lost_reason)) NOT IN ('інше', 'другое') THEN lost_reason END
WHERE lost_reason IS NOT NULL;
--> statement-breakpoint
UPDATE sales SET lost_reason = lost_code_of(lost_reason),
  lost_comment = CASE WHEN lost_code_of(lost_reason) = 'other' AND lost_code_of(lost_reason) <> lower(btrim(lost_reason))
    AND lower(btrim(lost_reason)) NOT IN ('інше', 'другое') THEN lost_reason END
WHERE lost_reason IS NOT NULL;
--> statement-breakpoint
ALTER TABLE leads ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE sales ENABLE TRIGGER USER;
--> statement-breakpoint
UPDATE lead_deltas SET lost_reason = lost_code_of(lost_reason) WHERE lost_reason IS NOT NULL;
--> statement-breakpoint
UPDATE sale_deltas SET lost_reason = lost_code_of(lost_reason) WHERE lost_reason IS NOT NULL;
--> statement-breakpoint
WITH counted AS (DELETE FROM funnel_counters WHERE reason <> '' RETURNING *)
INSERT INTO funnel_counters (workspace_id, source_id, level, block, step, bucket, is_lost, reason, count)
SELECT workspace_id, source_id, level, block, step, bucket, is_lost, lost_code_of(reason), sum(count)
FROM counted GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(count) <> 0;
--> statement-breakpoint
-- Views that were saved for the words of a code go by the code; those for other texts find them as comments.
UPDATE saved_views SET query = regexp_replace(query, '(^|&)lost_reason=[^&]*', '\1lost_reason=' || code)
FROM (VALUES
  ('Never+answered', 'no_response'),
  ('No+response', 'no_response'),
  ('%D0%A2%D0%B0%D0%BA+%D1%96+%D0%BD%D0%B5+%D0%B2%D1%96%D0%B4%D0%BF%D0%BE%D0%B2%D1%96%D0%BB%D0%B8', 'no_response'),
  ('%D0%A2%D0%B0%D0%BA+%D0%B8+%D0%BD%D0%B5+%D0%BE%D1%82%D0%B2%D0%B5%D1%82%D0%B8%D0%BB%D0%B8', 'no_response'),
  ('%D0%9D%D0%B5+%D0%B2%D1%96%D0%B4%D0%BF%D0%BE%D0%B2%D1%96%D0%B4%D0%B0%D1%8E%D1%82%D1%8C', 'no_response'),
  ('%D0%9D%D0%B5+%D0%BE%D1%82%D0%B2%D0%B5%D1%87%D0%B0%D1%8E%D1%82', 'no_response'),
  ('No+budget', 'no_budget'),
  ('%D0%9D%D0%B5%D0%BC%D0%B0%D1%94+%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82%D1%83', 'no_budget'),
  ('%D0%9D%D0%B5%D1%82+%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82%D0%B0', 'no_budget'),
  ('Chose+another+supplier', 'other_supplier'),
  ('%D0%86%D0%BD%D1%88%D0%B8%D0%B9+%D0%BF%D0%BE%D1%81%D1%82%D0%B0%D1%87%D0%B0%D0%BB%D1%8C%D0%BD%D0%B8%D0%BA', 'other_supplier'),
  ('%D0%94%D1%80%D1%83%D0%B3%D0%BE%D0%B9+%D0%BF%D0%BE%D1%81%D1%82%D0%B0%D0%B2%D1%89%D0%B8%D0%BA', 'other_supplier'),
  ('%D0%9E%D0%B1%D1%80%D0%B0%D0%BB%D0%B8+%D1%96%D0%BD%D1%88%D0%BE%D0%B3%D0%BE+%D0%BF%D0%BE%D1%81%D1%82%D0%B0%D1%87%D0%B0%D0%BB%D1%8C%D0%BD%D0%B8%D0%BA%D0%B0', 'other_supplier'),
  ('%D0%92%D1%8B%D0%B1%D1%80%D0%B0%D0%BB%D0%B8+%D0%B4%D1%80%D1%83%D0%B3%D0%BE%D0%B3%D0%BE+%D0%BF%D0%BE%D1%81%D1%82%D0%B0%D0%B2%D1%89%D0%B8%D0%BA%D0%B0', 'other_supplier'),
  ('Too+small+an+order', 'too_small'),
  ('Order+too+small', 'too_small'),
  ('%D0%97%D0%B0%D0%BC%D0%B0%D0%BB%D0%B5+%D0%B7%D0%B0%D0%BC%D0%BE%D0%B2%D0%BB%D0%B5%D0%BD%D0%BD%D1%8F', 'too_small'),
  ('%D0%A1%D0%BB%D0%B8%D1%88%D0%BA%D0%BE%D0%BC+%D0%BC%D0%B0%D0%BB%D1%8B%D0%B9+%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7', 'too_small'),
  ('Wrong+contact', 'wrong_contact'),
  ('%D0%9D%D0%B5+%D1%82%D0%BE%D0%B9+%D0%BA%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82', 'wrong_contact'),
  ('%D0%9D%D0%B5+%D1%82%D0%BE%D1%82+%D0%BA%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82', 'wrong_contact')) AS known (words, code)
WHERE query ~ '(^|&)lost_reason=' AND split_part(split_part('&' || query, '&lost_reason=', 2), '&', 1) = words;
--> statement-breakpoint
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sales FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lead_deltas FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sale_deltas FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE funnel_counters FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
DROP FUNCTION lost_code_of(text);
--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_lost_comment" CHECK ("leads"."lost_comment" is null or "leads"."stage" = 'lost' and char_length("leads"."lost_comment") <= 1002);--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_lost_comment" CHECK ("sales"."lost_comment" is null or "sales"."stage" = 'lost' and char_length("sales"."lost_comment") <= 1002);--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_lists" CHECK (cardinality("workspaces"."business_domains") <= 100 and cardinality("workspaces"."lost_reasons") <= 100);
