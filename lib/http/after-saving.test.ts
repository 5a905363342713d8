import { beforeAll, expect, test } from "vitest";
import { TooManyRequests } from "#lib/core/errors.ts";
import { read, transactAround } from "#lib/core/transact.ts";
import { getLead } from "#lib/pipeline/leads/queries.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { call } from "#testing/api.ts";
import { killConnection } from "#testing/kill-connection.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as contract from "./contract/leads.ts";
import { route } from "./route.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

/** Sends a name to an operation that changes the lead by default and then fails. */
async function changeAndFail(failure: () => unknown, change: typeof updateLead | null = updateLead) {
  const lead = await newLead(workspace.manager);
  const handler = route(contract.updateLead, async ({ ctx, params, body }) => {
    await change?.(ctx, params.id, body);
    await failure();
    throw new Error("The failure did not fail");
  });
  const answer = await call(handler, "PATCH", {
    bearer: workspace.bearer,
    params: { id: String(lead.id) },
    body: { name: "Saved", version: lead.version },
  });
  const { name } = await read(workspace.manager, (tx) => getLead(tx, workspace.manager, lead.id));
  return { status: answer.status, code: answer.body.code, detail: answer.body.detail, name };
}

const SAVED = {
  status: 500,
  code: "internal_after_save",
  detail: expect.stringContaining("The change was saved"),
  name: "Saved",
};

test("an error after COMMIT says that the change was saved", async () => {
  const fault = () => {
    throw new RangeError("Invalid time value");
  };
  expect(await changeAndFail(fault)).toEqual(SAVED);
});

test("a full server or a lost connection after COMMIT does not ask to retry", async () => {
  const full = () => {
    throw new TooManyRequests(1);
  };
  expect(await changeAndFail(full)).toEqual(SAVED);
  const lost = () => read(workspace.manager, killConnection);
  expect(await changeAndFail(lost)).toEqual(SAVED);
});

test("an error without a change says that nothing was changed, also after a rollback", async () => {
  const fault = () => {
    throw new Error("Before any change");
  };
  const nothing = { status: 500, code: "internal", detail: expect.stringContaining("Nothing was changed") };
  expect(await changeAndFail(fault, null)).toMatchObject(nothing);
  const rolledBack: typeof updateLead = (ctx, id, input) =>
    transactAround(ctx, async (tx) => {
      await updateLead(ctx, id, input);
      return killConnection(tx);
    });
  const away = await changeAndFail(fault, rolledBack);
  expect(away.code).not.toBe("internal_after_save");
  expect(away.name).not.toBe("Saved");
});
