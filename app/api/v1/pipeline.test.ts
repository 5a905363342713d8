import { describe, expect, test } from "vitest";
import { expectWholeWay, type Pipeline, pipeline } from "#testing/pipeline.ts";

async function qualified(api: Pipeline) {
  const created = await api.create({ source: "partner", business_domain: "first" });
  const leadId = created.body.id;
  await api.move(leadId, { stage: "contacted" });
  await api.move(leadId, { stage: "qualified" });
  await api.write(leadId, { increment: 5 });
  await api.analyze(leadId);
  return leadId;
}

describe("from a curl to paid", () => {
  test("the whole way", async () => {
    await expectWholeWay(await pipeline());
  });

  test("a manual lead without a domain fails every gate at once and stays unchanged", async () => {
    const api = await pipeline();
    const leadId = (await api.create({ source: "manual" })).body.id;
    const before = (await api.read(leadId)).body;
    const refused = await api.transfer(leadId);
    expect(refused.status).toBe(400);
    const codes = (refused.body.errors as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(["not_qualified", "not_scored", "no_business_domain"]);
    expect((await api.read(leadId)).body).toEqual(before);
    expect((await api.sales()).body).toEqual([]);
  });

  test("moving to lost needs a reason", async () => {
    const api = await pipeline();
    const leadId = (await api.create({ source: "manual" })).body.id;
    expect((await api.move(leadId, { stage: "lost" })).status).toBe(422);
    expect((await api.move(leadId, { stage: "lost", lost_reason: "Too far away" })).body).toMatchObject({
      lost_reason: "other",
      lost_comment: "Too far away",
    });
  });

  test("50 parallel transfers of one lead make one sale", async () => {
    const api = await pipeline();
    const leadId = await qualified(api);
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.transfer(leadId, "?amount=1")));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49);
    expect((await api.sales(`?lead_id=${leadId}`)).body).toHaveLength(1);
  });

  test("a transfer concurrent with a loss never leaves a lost lead with a sale", {
    timeout: 120_000,
  }, async () => {
    const api = await pipeline();
    const outcomes = { lost: 0, transferred: 0 };
    for (let round = 0; round < 100; round += 1) {
      const leadId = await qualified(api);
      const race = [api.transfer(leadId), api.move(leadId, { stage: "lost", lost_reason: "Race" })];
      await Promise.all(round % 2 ? race : race.reverse());
      const { stage, sale_id } = (await api.read(leadId)).body;
      expect([
        ["lost", null],
        ["transferred", expect.any(Number)],
      ]).toContainEqual([stage, sale_id]);
      outcomes[stage as keyof typeof outcomes] += 1;
    }
    expect(outcomes.lost + outcomes.transferred).toBe(100);
  });

  test("50 parallel creates with one Idempotency-Key make one lead", async () => {
    const api = await pipeline();
    const create = () => api.create({ source: "partner", name: "Once" }, { "idempotency-key": "same-key" });
    const answers = await Promise.all(Array.from({ length: 50 }, create));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect((await create()).headers.get("idempotency-replayed")).toBe("true");
    const reused = await api.create({ source: "partner", name: "Other" }, { "idempotency-key": "same-key" });
    expect(reused).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });
});
