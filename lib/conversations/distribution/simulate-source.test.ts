import { expect, test, vi } from "vitest";
import { closeAppeal } from "#lib/conversations/appeals/close-appeal.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { shareState } from "#lib/core/transact.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { replayArrivals, replayArrivalsInTurns } from "./replay-arrivals.ts";
import { simulateSource } from "./simulate-source.ts";

vi.mock("./replay-arrivals.ts", { spy: true });

test("past arrivals are replayed with the draft weights, and nothing changes", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source, operators } = await newSource(workspace, { operatorCount: 2, maxLoad: 20 });
  expect(await simulateSource(manager, source.id, {})).toMatchObject({ arrivals: 0 });
  for (let number = 0; number < 12; number += 1) {
    const { id } = await createAppeal(manager, { lead_external_id: `s-${number}`, source_id: source.id });
    if (number % 2) await closeAppeal(manager, id);
  }
  const [one, other] = operators.map(({ id }) => id);
  const draft = [
    { operator_id: one ?? 0, weight: 30 },
    { operator_id: other ?? 0, weight: 10 },
  ];
  const now = await simulateSource(manager, source.id, { weights: draft, period_days: 7 });
  expect(now).toMatchObject({ arrivals: 12, is_cut: false });
  expect(now.operators.map(({ share_then, share_now }) => [share_then, share_now])).toEqual([
    [0.5, 0.75],
    [0.5, 0.25],
  ]);
  await expect(
    simulateSource(manager, source.id, { weights: [{ operator_id: 999_999_999, weight: 1 }] }),
  ).rejects.toMatchObject({ status: 404 });
});

test("the replay holds no connection, and only one of a caller runs at a time", async () => {
  const workspace = await newWorkspace();
  const { source } = await newSource(workspace);
  const during: number[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  vi.mocked(replayArrivalsInTurns).mockImplementation(async (given) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 50));
    during.push(shareState().running);
    atOnce -= 1;
    return replayArrivals(given);
  });
  await Promise.all([1, 2, 3].map(() => simulateSource(workspace.manager, source.id, {})));
  expect(during).toEqual([0, 0, 0]);
  expect(mostAtOnce).toBe(1);
});
