import { expect, test } from "vitest";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { call } from "#testing/api.ts";
import { tenantFingerprint } from "#testing/fingerprint.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import * as ofAppeal from "../../../app/api/v1/appeals/[id]/messages/route.ts";
import * as ofLead from "../../../app/api/v1/leads/[id]/messages/route.ts";

type Door = [string, typeof ofLead.GET, (appeal: { id: number; leadId: number }) => number];
const DOORS: Door[] = [
  ["GET /leads/{id}/messages", ofLead.GET, ({ leadId }) => leadId],
  ["GET /appeals/{id}/messages", ofAppeal.GET, ({ id }) => id],
];

test.each(DOORS)(
  "%s: a read key changes nothing, a write key marks what it reads as delivered",
  async (_door, handler, idOf) => {
    const workspace = await newWorkspace();
    const { source } = await newSource(workspace);
    const appeal = await createAppeal(workspace.manager, {
      lead_external_id: "bot-1",
      source_id: source.id,
      message: "Hi",
    });
    await answerAppeal(workspace.manager, appeal.id, { text: "Good day" });
    const reader = `Bearer ${(await createApiKey(workspace.job, { name: "Reader", scope: "read" })).key}`;
    const statesFor = async (bearer: string) => {
      const answer = await call(handler, "GET", { bearer, params: { id: String(idOf(appeal)) } });
      expect(answer.status).toBe(200);
      return answer.body.map((message) => (message as { delivery_state: string }).delivery_state);
    };
    expect(await statesFor(reader)).toEqual(["stored", "stored"]);
    const before = await tenantFingerprint(workspace.workspaceId);
    expect(await statesFor(reader)).toEqual(["stored", "stored"]);
    expect(await tenantFingerprint(workspace.workspaceId)).toEqual(before);
    expect(await statesFor(workspace.bearer)).toEqual(["delivered", "stored"]);
    expect(await statesFor(reader)).toEqual(["delivered", "stored"]);
  },
);
