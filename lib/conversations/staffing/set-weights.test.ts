import { expect, test } from "vitest";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { setWeights } from "./set-weights.ts";

test("whoever looked at the shares does not replace those that somebody else set since", async () => {
  const workspace = await newWorkspace();
  const { manager } = workspace;
  const { source, operators } = await newSource(workspace, { operatorCount: 2 });
  const [one, other] = operators.map(({ id }) => id);
  if (!one || !other) throw new Error("two operators were asked for");
  const seen = [
    { operator_id: one, weight: 1 },
    { operator_id: other, weight: 1 },
  ];
  const first = [
    { operator_id: one, weight: 77 },
    { operator_id: other, weight: 1 },
  ];
  const second = [{ operator_id: other, weight: 88 }];
  await setWeights(manager, source.id, seen);
  // In another order it is the same that was seen.
  await setWeights(manager, source.id, first, seen.toReversed());
  const refusal = await setWeights(manager, source.id, second, seen).catch((error) => error);
  expect(refusal).toMatchObject({ code: "stale_version" });
  expect(refusal.extra.current).toHaveLength(2);
  expect(await setWeights(manager, source.id, second, first)).toMatchObject([{ weight: 88 }]);
});
