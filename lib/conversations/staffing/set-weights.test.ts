import { expect, test } from "vitest";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { setWeights } from "./set-weights.ts";

test("weights that another person changed in the meantime are not replaced", async () => {
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
  // Another order of the same weights is no change.
  await setWeights(manager, source.id, first, seen.toReversed());
  const refusal = await setWeights(manager, source.id, second, seen).catch((error) => error);
  expect(refusal).toMatchObject({ code: "stale_version" });
  expect(refusal.extra.current).toHaveLength(2);
  expect(await setWeights(manager, source.id, second, first)).toMatchObject([{ weight: 88 }]);
});
