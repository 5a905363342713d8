import { expect, test } from "vitest";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { read } from "#lib/core/transact.ts";
import { listEvents } from "#lib/insight/events/queries.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { giveFeedback } from "#lib/scoring/give-feedback.ts";
import { call } from "#testing/api.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { GET as assessmentsRoute } from "./leads/[id]/assessments/route.ts";
import { POST as feedbackRoute } from "./leads/[id]/feedback/route.ts";

/** A lead with an old score and a newer one. */
async function leadWithTwoScores() {
  const workspace = await newWorkspace();
  const { admin, bearer } = workspace;
  const { id } = await newLead(admin);
  const { assessment: old } = await analyzeLead(admin, id);
  await addMessages(admin, id, { increment: 7 });
  const { assessment: newer } = await analyzeLead(admin, id);
  const params = { id: String(id) };
  return {
    ...workspace,
    leadId: id,
    old,
    newer,
    judge: (body: unknown) => call(feedbackRoute, "POST", { bearer, params, body }),
    list: () => call(assessmentsRoute, "GET", { bearer, params }),
    judgements: async () => {
      const { rows } = await read(admin, (tx) => listEvents(tx, admin, {}, { limit: 200 }));
      return rows.filter(({ type }) => type === "assessment.judged");
    },
  };
}

test("a verdict belongs to the score it was given for, also an old one, and is listed with it", async () => {
  const { old, newer, judge, list, workspaceId } = await leadWithTwoScores();
  const { leads } = await tenantFingerprint(workspaceId);
  const answer = await judge({
    assessment_id: old.id,
    verdict: "disagree",
    reason: "They had called already",
  });
  expect(answer.status).toBe(200);
  expect((await list()).body).toMatchObject([
    { id: newer.id, verdict: null, verdict_reason: null, verdict_by: null, verdict_at: null },
    {
      id: old.id,
      verdict: "disagree",
      verdict_reason: "They had called already",
      verdict_by: "test",
      verdict_at: expect.any(String),
    },
  ]);
  expect((await tenantFingerprint(workspaceId)).leads).toBe(leads);
});

test("repeating a verdict changes nothing; a different one replaces it, and the log keeps both", async () => {
  const { newer, judge, judgements, list } = await leadWithTwoScores();
  const first = await judge({ assessment_id: newer.id, verdict: "disagree", reason: "Too low" });
  const again = await judge({ assessment_id: newer.id, verdict: "disagree", reason: "Too low" });
  expect(again.body).toEqual(first.body);
  expect(await judgements()).toHaveLength(1);
  await judge({ assessment_id: newer.id, verdict: "agree" });
  expect(await judgements()).toHaveLength(2);
  expect((await list()).body[0]).toMatchObject({ verdict: "agree", verdict_reason: null });
});

test("the same verdict by another person is recorded separately", async () => {
  const { newer, judge, judgements, leadId, operator } = await leadWithTwoScores();
  await judge({ assessment_id: newer.id, verdict: "agree" });
  await giveFeedback(operator, leadId, { assessment_id: newer.id, verdict: "agree" });
  expect((await judgements()).map(({ actorName }) => actorName)).toEqual(["Test operator", "test"]);
});

test("a score of another lead or workspace cannot be judged here", async () => {
  const [mine, other] = [await leadWithTwoScores(), await leadWithTwoScores()];
  const { id: sibling } = await newLead(mine.admin);
  const { assessment } = await analyzeLead(mine.admin, sibling);
  for (const id of [assessment.id, other.newer.id]) {
    expect((await mine.judge({ assessment_id: id, verdict: "agree" })).status).toBe(404);
  }
  expect(await mine.judgements()).toHaveLength(0);
});
