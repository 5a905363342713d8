import fc from "fast-check";
import { expect, test } from "vitest";
import { PagedBuffer, PagePool } from "./paged-buffer.ts";

const PAGE = 1_000;

test("collects pieces of any size in order, using at most one page more than they need", () => {
  const pool = new PagePool(PAGE);
  const sizes = fc.array(fc.oneof(fc.nat(50), fc.nat(3 * PAGE)), { maxLength: 12 });
  fc.assert(
    fc.property(sizes, (lengths) => {
      const pieces = lengths.map((length, number) => Buffer.alloc(length, number + 1));
      const whole = Buffer.concat(pieces);
      const bytes = new PagedBuffer(pool);
      for (const piece of pieces) bytes.append(piece);
      expect(bytes.length).toBe(whole.byteLength);
      expect(bytes.capacity).toBeLessThan(whole.byteLength + PAGE);
      expect(bytes.take().equals(whole)).toBe(true);
      expect([bytes.length, bytes.capacity]).toEqual([0, 0]);
    }),
  );
});

test("reuses the pages of a dropped body, and never hands on a page of the pool", () => {
  const pool = new PagePool(PAGE);
  const page = pool.take();
  pool.release([page]);
  const fill = (letter: string) => {
    const bytes = new PagedBuffer(pool);
    for (const half of [1, 2]) bytes.append(Buffer.alloc(half * 100, letter));
    return bytes;
  };
  fill("x").drop();
  const taken = fill("y").take();
  expect(pool.take()).toBe(page);
  page.fill("z");
  expect(taken.toString()).toBe("y".repeat(300));
});
