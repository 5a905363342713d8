import { expect } from "vitest";
import * as analyze from "../app/api/v1/leads/[id]/analyze/route.ts";
import * as messages from "../app/api/v1/leads/[id]/messages/route.ts";
import * as lead from "../app/api/v1/leads/[id]/route.ts";
import * as leadStage from "../app/api/v1/leads/[id]/stage/route.ts";
import * as transfer from "../app/api/v1/leads/[id]/transfer/route.ts";
import * as leads from "../app/api/v1/leads/route.ts";
import * as saleStage from "../app/api/v1/sales/[id]/stage/route.ts";
import * as sales from "../app/api/v1/sales/route.ts";
import { call } from "./api.ts";
import { newWorkspace } from "./workspace.ts";

export type Pipeline = Awaited<ReturnType<typeof pipeline>>;

/** The operations that a lead goes through, in a workspace of its own unless one is given. */
export async function pipeline(workspace?: { bearer: string }) {
  const { bearer } = workspace ?? (await newWorkspace());
  const id = (value: unknown) => ({ id: String(value) });
  return {
    bearer,
    create: (body: unknown, headers = {}) => call(leads.POST, "POST", { bearer, body, headers }),
    read: (leadId: unknown) => call(lead.GET, "GET", { bearer, params: id(leadId) }),
    move: (leadId: unknown, body: unknown) =>
      call(leadStage.PATCH, "PATCH", { bearer, params: id(leadId), body }),
    write: (leadId: unknown, body: unknown) =>
      call(messages.POST, "POST", { bearer, params: id(leadId), body }),
    analyze: (leadId: unknown) => call(analyze.POST, "POST", { bearer, params: id(leadId) }),
    transfer: (leadId: unknown, query = "", body?: unknown) =>
      call(transfer.POST, "POST", { bearer, params: id(leadId), query, body }),
    moveSale: (saleId: unknown, body: unknown) =>
      call(saleStage.PATCH, "PATCH", { bearer, params: id(saleId), body }),
    sales: (query = "") => call(sales.GET, "GET", { bearer, query }),
  };
}

/**
 * Moves a lead from its creation by the API to paid, with any scoring provider.
 * @returns the provider that scored
 */
export async function expectWholeWay(api: Pipeline): Promise<string> {
  const created = await api.create({ source: "partner", business_domain: "first" });
  expect(created.status).toBe(201);
  const leadId = created.body.id;

  const skipped = await api.move(leadId, { stage: "qualified" });
  expect(skipped).toMatchObject({
    status: 400,
    body: { detail: "Cannot transition from 'new' to 'qualified'" },
  });
  expect((await api.move(leadId, { stage: "contacted" })).body.stage).toBe("contacted");
  expect((await api.move(leadId, { stage: "qualified" })).body.stage).toBe("qualified");
  expect(await api.write(leadId, { increment: 5 })).toMatchObject({
    status: 200,
    body: { message_count: 5 },
  });

  const analysis = (await api.analyze(leadId)).body as unknown as {
    score: number;
    reason: string;
    provider: string;
    recommendation: string;
    factors: { effect: number }[];
    factor_scale: "score" | "log_odds";
  };
  expect(analysis.score).toBeGreaterThanOrEqual(0.6);
  expect(analysis.recommendation).toBe("transfer_to_sales");
  expect(analysis.reason).not.toBe("");
  const sum = analysis.factors.reduce((all, { effect }) => all + effect, 0);
  const explained = analysis.factor_scale === "score" ? sum : 1 / (1 + Math.exp(-sum));
  expect(explained).toBeCloseTo(analysis.score, 9);

  const sale = await api.transfer(leadId, "?amount=50000");
  expect(sale).toMatchObject({ status: 201, body: { lead_id: leadId, stage: "new", amount: 50000 } });
  for (const stage of ["new", "contacted", "qualified", "transferred", "lost"]) {
    expect((await api.move(leadId, { stage, lost_reason: "No" })).status).toBe(400);
  }
  expect((await api.read(leadId)).body).toMatchObject({ stage: "transferred", sale_id: sale.body.id });

  for (const stage of ["kyc", "agreement", "paid"]) {
    expect((await api.moveSale(sale.body.id, { stage })).body.stage).toBe(stage);
  }
  expect((await api.moveSale(sale.body.id, { stage: "lost", lost_reason: "No" })).status).toBe(400);
  return analysis.provider;
}
