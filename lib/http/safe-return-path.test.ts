import { expect, test } from "vitest";
import { obligationAddress, safeReturnPath, signInAddress } from "./safe-return-path.ts";

test("signing in returns to the page that was requested", () => {
  const page = "/leads?view=table&source=partner&q=a%20b";
  expect(safeReturnPath(page)).toBe(page);
  expect(safeReturnPath(new URL(signInAddress(page), "http://localhost").searchParams.get("next"))).toBe(
    page,
  );
  expect(signInAddress(null)).toBe("/login");
});

test("a person with an obligation is redirected to it, and returns to the page", () => {
  expect(obligationAddress("change_password", "/leads")).toBe("/account/password");
  const address = obligationAddress("change_password", "/sales?view=table");
  expect(safeReturnPath(new URL(address, "http://localhost").searchParams.get("next"))).toBe(
    "/sales?view=table",
  );
});

test.each([
  "//evil.example",
  "///evil.example",
  "https://evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  " //evil.example",
  "//",
  "http:/leads",
  "/api/auth/signout",
  "/login?next=/login",
  "/account/password?next=/sales",
  "",
  ["/leads"],
  undefined,
])("%j is refused as a return path", (asked) => {
  expect(safeReturnPath(asked)).toBe("/leads");
});
