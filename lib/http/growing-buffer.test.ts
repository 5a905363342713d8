import fc from "fast-check";
import { expect, test } from "vitest";
import { GrowingBuffer } from "./growing-buffer.ts";

test("gathers pieces of any size in order, in at most twice their memory", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (pieces) => {
      const whole = Buffer.concat(pieces);
      const bytes = new GrowingBuffer(whole.byteLength + 10);
      for (const piece of pieces) bytes.append(Buffer.from(piece));
      expect(bytes.length).toBe(whole.byteLength);
      expect(bytes.capacity).toBeLessThanOrEqual(Math.min(2 * whole.byteLength, whole.byteLength + 10));
      expect(bytes.take()).toEqual(whole);
      expect([bytes.length, bytes.capacity]).toEqual([0, 0]);
    }),
  );
});
