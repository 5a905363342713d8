import { expect, test, vi } from "vitest";
import { makeCtx } from "#lib/auth/ctx.ts";

// Next bundles a module more than once in a process, which `resetModules` imitates here.

const ctx = makeCtx(1, { kind: "api_key", id: 1, name: "test" }, "manager");

async function loadCopy() {
  vi.resetModules();
  const [errors, slots, transact] = await Promise.all([
    import("./errors.ts"),
    import("./slots.ts"),
    import("./transact.ts"),
  ]);
  return { ...errors, ...slots, ...transact };
}

test("copies of a module count the same slots, and each refuses with its own error", async () => {
  const limits = { perCaller: 1, perWorkspace: 1, inAll: 1 };
  const [one, other] = [await loadCopy(), await loadCopy()];
  const release = one.processSlots(limits, "too_many_tests", "tests").take(ctx);
  expect(() => other.processSlots(limits, "too_many_tests", "tests").take(ctx)).toThrow(
    other.TooManyRequests,
  );
  release();
  other.processSlots(limits, "too_many_tests", "tests").take(ctx)();
});

test("copies of a module share the connections, and each refuses with its own error", async () => {
  const [one, other] = [await loadCopy(), await loadCopy()];
  let end = () => {};
  const isOver = new Promise<void>((resolve) => {
    end = resolve;
  });
  const asked = Array.from({ length: 300 }, () => one.runInShare(ctx, () => isOver).catch(() => {}));
  expect(other.shareState().waiting).toBeGreaterThan(200);
  await expect(other.runInShare(ctx, () => isOver)).rejects.toBeInstanceOf(other.TooManyRequests);
  end();
  await Promise.all(asked);
  expect(one.shareState()).toEqual({ running: 0, waiting: 0 });
});
