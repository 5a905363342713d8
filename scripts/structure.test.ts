import { expect, test } from "vitest";
import { structureProblems } from "./structure.ts";

/** Every rule, with the least code that breaks it. */
const BROKEN: [rule: string, path: string, text: string, words: string][] = [
  ["vocabulary", "lib/pipeline/leads/stuff.ts", "", "vocabulary"],
  ["providers", "lib/scoring/providers/rules.ts", "", "folder of its own"],
  ["names", "lib/pipeline/leads/utils.ts", "", "says nothing"],
  ["barrels", "components/ui/index.ts", "", "barrel"],
  [
    "layers",
    "lib/pipeline/leads/rules.ts",
    'import { Board } from "#components/board/board.tsx";',
    "dependencies point",
  ],
  ["layers of db", "db/client.ts", 'import { env } from "#lib/core/env.ts";', "dependencies point"],
  [
    "layers of lib",
    "lib/pipeline/leads/rules.ts",
    'import { route } from "#lib/http/route.ts";',
    "inside lib",
  ],
  ["layers of core", "lib/core/record.ts", 'import { may } from "#lib/auth/permissions.ts";', "inside lib"],
  [
    "components and db",
    "components/leads/card.tsx",
    'import { leads } from "#db/schema/leads.ts";',
    "never touch",
  ],
  [
    "components and verbs",
    "components/leads/card.tsx",
    'import { moveLead } from "#lib/pipeline/leads/move-lead.ts";',
    "components may import",
  ],
  [
    "components and schemas",
    "components/leads/card.tsx",
    'import { LeadJson } from "#lib/pipeline/leads/schema.ts";',
    "components may import",
  ],
  [
    "rules without zod",
    "lib/pipeline/leads/rules.ts",
    'import { LeadStage } from "./schema.ts";',
    "only types",
  ],
  ["the pool", "lib/pipeline/leads/queries.ts", 'import pg from "pg";', "imports pg"],
  ["keys", "components/board/lane.tsx", 'if (event.key === "Enter") open();', "keyOf()"],
  ["lengths", "components/leads/box.tsx", "<textarea maxLength={500} />", "counts and keeps"],
  ["steps", "components/inbox/place.ts", 'history.replaceState(null, "", "/inbox");', "use ui/address.ts"],
  ["lists", "app/api/v1/users/route.ts", "return rows.map(presentUser);", "use presentEach()"],
  ["routes", "app/api/v1/leads/route.ts", "export function GET() {}", "without a contract"],
  [
    "actions",
    "app/(crm)/leads/actions.ts",
    '"use server";\nexport const move = async () => {};',
    "without action()",
  ],
  [
    "actions without a session",
    "app/join/actions.ts",
    '"use server";\nexport const joinAction = openAction();',
    "without action()",
  ],
  [
    "actions that make something",
    "app/(crm)/leads/actions.ts",
    '"use server";\nexport const createLeadAction = action(Input, createLead);',
    "without actionOnce()",
  ],
];

test.each(BROKEN)("the rule on %s can fail", (_rule, path, text, words) => {
  expect(structureProblems([{ path, text }]).join("\n")).toContain(words);
});

test("a circle is found, one of types is none", () => {
  const circle = (word: string) => [
    { path: "lib/pipeline/leads/a-b.ts", text: `import ${word}{ x } from "./c-d.ts";` },
    { path: "lib/pipeline/leads/c-d.ts", text: 'import { y } from "./a-b.ts";' },
  ];
  expect(structureProblems(circle("")).join("\n")).toContain("circle");
  expect(structureProblems(circle("type "))).toEqual([]);
});

test("what obeys the rules passes", () => {
  const text =
    'import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";\nimport type { LeadRow } from "#lib/pipeline/leads/queries.ts";';
  expect(structureProblems([{ path: "components/leads/card.tsx", text }])).toEqual([]);
});

test("an action may be for whoever is not signed in, by its own wrapper", () => {
  const text = '"use server";\nexport const joinAction = publicAction(Input, join);';
  expect(structureProblems([{ path: "app/join/actions.ts", text }])).toEqual([]);
});
