import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { leads } from "#db/schema/leads.ts";
import { AppError } from "#lib/core/errors.ts";
import { read, transact } from "#lib/core/transact.ts";
import { moveSale } from "#lib/pipeline/sales/move-sale.ts";
import { listSales } from "#lib/pipeline/sales/queries.ts";
import { SALE_STAGES, type SaleStage } from "#lib/pipeline/sales/rules.ts";
import { undoSaleMove } from "#lib/pipeline/sales/undo-sale-move.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { moveLead } from "./move-lead.ts";
import { getLead } from "./queries.ts";
import { LEAD_STAGES, type LeadStage } from "./rules.ts";
import { transferLead } from "./transfer-lead.ts";
import { undoLeadMove } from "./undo-lead-move.ts";
import { updateLead } from "./update-lead.ts";

/** The rules as a table, written independently of the code under test. */
const LEAD_STEPS: Record<string, readonly string[]> = {
  new: ["contacted", "lost"],
  contacted: ["qualified", "lost"],
  qualified: ["transferred", "lost"],
  transferred: [],
  lost: [],
};
const SALE_STEPS: Record<string, readonly string[]> = {
  new: ["kyc", "lost"],
  kyc: ["agreement", "lost"],
  agreement: ["paid", "lost"],
  paid: [],
  lost: [],
};

type Model = {
  lead: string;
  hasDomain: boolean;
  score: number | null;
  sale: string | null;
  /** The stage that an undo returns to. Null when there is nothing to undo. */
  leadUndo: string | null;
  saleUndo: string | null;
};

type Command =
  | { do: "move"; to: LeadStage }
  | { do: "transfer" }
  | { do: "undo" }
  | { do: "domain"; has: boolean }
  | { do: "score"; value: number }
  | { do: "moveSale"; to: SaleStage }
  | { do: "undoSale" };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("move" as const), to: fc.constantFrom(...LEAD_STAGES) }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "move" as const, to: "contacted" as const }) },
  { weight: 3, arbitrary: fc.constant({ do: "move" as const, to: "qualified" as const }) },
  { weight: 3, arbitrary: fc.constant({ do: "transfer" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "undo" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("domain" as const), has: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("score" as const), value: fc.constantFrom(0, 0.59, 0.6, 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("moveSale" as const), to: fc.constantFrom(...SALE_STAGES) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "undoSale" as const }) },
);

/** Changes the model, or returns false if the rules refuse. */
function expected(model: Model, step: Command): boolean {
  const canTransfer = model.lead === "qualified" && model.hasDomain && (model.score ?? -1) >= 0.6;
  const transfer = () => {
    if (!canTransfer) return false;
    Object.assign(model, { lead: "transferred", sale: "new", leadUndo: null, saleUndo: null });
    return true;
  };
  switch (step.do) {
    case "transfer":
      return transfer();
    case "move": {
      if (!LEAD_STEPS[model.lead]?.includes(step.to)) return false;
      if (step.to === "transferred") return transfer();
      Object.assign(model, { leadUndo: model.lead, lead: step.to });
      return true;
    }
    case "undo": {
      if (model.leadUndo === null) return false;
      Object.assign(model, { lead: model.leadUndo, leadUndo: null });
      return true;
    }
    case "domain":
      model.hasDomain = step.has;
      return true;
    case "score":
      model.score = step.value;
      return true;
    case "moveSale": {
      if (model.sale === null || !SALE_STEPS[model.sale]?.includes(step.to)) return false;
      Object.assign(model, { saleUndo: step.to === "paid" ? null : model.sale, sale: step.to });
      return true;
    }
    case "undoSale": {
      if (model.saleUndo === null) return false;
      Object.assign(model, { sale: model.saleUndo, saleUndo: null });
      return true;
    }
  }
}

// Without `assertMove` in move-lead.ts this fails at once: seen on 2026-11-21.
test("leads and sales follow the model for any sequence of operations", { timeout: 120_000 }, async () => {
  const { manager } = await newWorkspace();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { id } = await newLead(manager, { business_domain: null });
      const model: Model = {
        lead: "new",
        hasDomain: false,
        score: null,
        sale: null,
        leadUndo: null,
        saleUndo: null,
      };
      const saleId = async () =>
        (await read(manager, (tx) => listSales(tx, manager, { lead_id: id }, { limit: 1 }))).rows[0]?.id ?? 0;
      const act = async (step: Command): Promise<unknown> => {
        switch (step.do) {
          case "move":
            return moveLead(manager, id, {
              stage: step.to,
              ...(step.to === "lost" ? { lost_reason: "Because" } : {}),
            });
          case "transfer":
            return transferLead(manager, id, {});
          case "undo":
            return undoLeadMove(manager, id);
          case "domain":
            return updateLead(manager, id, { business_domain: step.has ? "known.example" : null });
          case "score":
            return transact(manager, (tx) =>
              tx.update(leads).set({ aiScore: step.value }).where(eq(leads.id, id)),
            );
          case "moveSale":
            return moveSale(manager, await saleId(), {
              stage: step.to,
              ...(step.to === "lost" ? { lost_reason: "Because" } : {}),
            });
          case "undoSale":
            return undoSaleMove(manager, await saleId());
        }
      };
      for (const step of steps) {
        const isAllowed = expected(model, step);
        const outcome = await act(step).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof AppError)) throw error;
            return false;
          },
        );
        expect([step, outcome]).toEqual([step, isAllowed]);
        const { rows } = await read(manager, (tx) => listSales(tx, manager, { lead_id: id }, { limit: 5 }));
        const lead = await read(manager, (tx) => getLead(tx, manager, id));
        expect([lead.stage, rows.map(({ stage }) => stage)]).toEqual([
          model.lead,
          model.sale === null ? [] : [model.sale],
        ]);
        expect(lead.stage === "lost").toBe(lead.lostReason !== null);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});
