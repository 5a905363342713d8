import { expect, test, vi } from "vitest";
import { log } from "./log.ts";
import { presentEach } from "./present-each.ts";

test("leaves out a row that cannot be presented, and logs its id", () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => {});
  const rows = [1, 2, 3].map((id) => ({ id, at: new Date(id === 2 ? Number.NaN : id) }));
  expect(presentEach(rows, ({ id, at }) => `${id} ${at.toISOString()}`)).toEqual([
    "1 1970-01-01T00:00:00.001Z",
    "3 1970-01-01T00:00:00.003Z",
  ]);
  expect(logged).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 2 }), "row left out");
});
