import { presentEach } from "#lib/core/present-each.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import type { LeadRow } from "#lib/pipeline/leads/queries.ts";
import type { LeadStage } from "#lib/pipeline/leads/rules.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import type { SaleRow } from "#lib/pipeline/sales/queries.ts";
import type { SaleStage } from "#lib/pipeline/sales/rules.ts";
import type { Column } from "./queries.ts";
import type { LeadColumn, SaleColumn } from "./schema.ts";

function presentColumn<Stage, Row, Card>(column: Column<Stage, Row>, presentCard: (row: Row) => Card) {
  return {
    stage: column.stage,
    count: column.count,
    amount: column.amount,
    amounts: column.amounts,
    median_age_hours: column.medianAgeHours,
    cards: presentEach(column.page.rows, presentCard),
    next: column.page.next,
  };
}

export const presentLeadColumn = (column: Column<LeadStage, LeadRow>): LeadColumn =>
  presentColumn(column, presentLead);

export const presentSaleColumn = (column: Column<SaleStage, SaleRow>): SaleColumn =>
  presentColumn(column, presentSale);
