import { expect, test } from "vitest";
import { type Lock, lockProblems } from "./lock.ts";

const HASH = "sha512-kJ4VVZkley17xKaJx72QN2IBqjrj7zenCQZaUF0l9ShS";

/** The problems of a lock file with these packages besides a valid one. */
const problemsOf = (packages: Lock["packages"], allowScripts: Record<string, boolean> = {}) =>
  lockProblems(
    { packages: { "": {}, "node_modules/good": { version: "1.0.0", integrity: HASH }, ...packages } },
    { allowScripts },
  );

test("an entry without a hash is reported, unless it is part of a package that has one", () => {
  expect(problemsOf({ "node_modules/a": { version: "1.0.0" } })).toEqual([
    expect.stringMatching(/^node_modules\/a: has no integrity/),
  ]);
  expect(problemsOf({ "node_modules/a": { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" } })).toHaveLength(
    1,
  );
  expect(problemsOf({ "node_modules/good/node_modules/b": { inBundle: true } })).toEqual([]);
});

test("a package from outside the registry is reported", () => {
  const from = (resolved: string) => problemsOf({ "node_modules/a": { integrity: HASH, resolved } });
  expect(from("git+ssh://git@git.example/a.git#1")).toHaveLength(1);
  expect(from("https://registry.npmjs.org.evil.example/a.tgz")).toHaveLength(1);
  expect(from("https://registry.npmjs.org/a/-/a-1.0.0.tgz")).toEqual([]);
  expect(problemsOf({ "node_modules/a": { integrity: HASH, link: true } })).toHaveLength(1);
});

test("a package with an install script is reported until it is allowed or denied", () => {
  const scripted = { "node_modules/x/node_modules/@a/b": { integrity: HASH, hasInstallScript: true } };
  expect(problemsOf(scripted)).toEqual([expect.stringMatching(/^@a\/b: has an install script/)]);
  expect(problemsOf(scripted, { "@a/b": false })).toEqual([]);
  expect(problemsOf({}, { "@a/b": true })).toEqual([expect.stringMatching(/^@a\/b: has no install script/)]);
});

test("an optional package missing from the lock file is reported, wherever it would be found", () => {
  const parent = { integrity: HASH, optionalDependencies: { "@a/linux": "1.0.0" } };
  const path = "node_modules/p/node_modules/q";
  expect(problemsOf({ [path]: parent })).toEqual([expect.stringMatching(/^@a\/linux: is missing/)]);
  for (const folder of ["", "node_modules/p/", `${path}/`])
    expect(problemsOf({ [path]: parent, [`${folder}node_modules/@a/linux`]: { integrity: HASH } })).toEqual(
      [],
    );
});
