import { expect, test } from "vitest";
import { structureProblems } from "./structure.ts";

/** Every rule, with the least code that breaks it. */
const BROKEN: [rule: string, path: string, text: string, words: string][] = [
  ["vocabulary", "lib/pipeline/leads/stuff.ts", "", "vocabulary"],
  ["verbs", "lib/pipeline/leads/lead-conditions.ts", "", "vocabulary"],
  ["wings", "lib/leads/rules.ts", "", "in no wing"],
  ["domains", "lib/pipeline/rules.ts", "", "beside the domains"],
  ["providers", "lib/scoring/providers/rules.ts", "", "folder of its own"],
  ["names", "lib/pipeline/leads/utils.ts", "", "says nothing"],
  ["length", "lib/core/clock.ts", "\n".repeat(301), "more than 300 lines"],
  ["barrels", "components/ui/index.ts", "", "barrel"],
  [
    "layers",
    "lib/pipeline/leads/rules.ts",
    'import { Board } from "#components/board/board.tsx";',
    "dependencies point",
  ],
  ["layers of db", "db/client.ts", 'import { env } from "#lib/core/env.ts";', "dependencies point"],
  [
    "the order of wings",
    "lib/pipeline/leads/rules.ts",
    'import { route } from "#lib/http/route.ts";',
    "may not know it",
  ],
  [
    "types of a later wing",
    "lib/core/record.ts",
    'import type { Role } from "#lib/auth/permissions.ts";',
    "may not know it",
  ],
  [
    "wings side by side",
    "lib/scoring/tasks.ts",
    'import { closeAppeal } from "#lib/conversations/appeals/close-appeal.ts";',
    "do not know each other",
  ],
  ["what tests share", "lib/core/record.ts", 'import { api } from "#testing/api.ts";', "only tests"],
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
  [
    "fields without the database",
    "lib/pipeline/leads/fields.ts",
    'import { leads } from "#db/schema/leads.ts";',
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

/** Two files that import each other. */
const circle = (one: string, other: string, word = "") => [
  { path: one, text: `import ${word}{ x } from "#${other}";` },
  { path: other, text: `import { y } from "#${one}";` },
];

test.each([
  ["files", circle("lib/core/paging.ts", "lib/core/sorting.ts")],
  ["types of files", circle("lib/core/paging.ts", "lib/core/sorting.ts", "type ")],
  [
    "domains",
    [
      ...circle("lib/pipeline/leads/rules.ts", "lib/pipeline/sales/rules.ts").slice(0, 1),
      ...circle("lib/pipeline/leads/queries.ts", "lib/pipeline/sales/queries.ts").slice(1),
    ],
  ],
  [
    "folders of components, one of them on demand",
    [
      { path: "components/leads/card.tsx", text: 'onDemand(() => import("#components/log/list.tsx"));' },
      { path: "components/log/line.tsx", text: 'import type { Card } from "#components/leads/name.tsx";' },
    ],
  ],
])("a circle of %s is reported", (_kind, files) => {
  expect(structureProblems(files).join("\n")).toContain("circle");
});

test("valid code passes", () => {
  const text =
    'import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";\nimport type { LeadRow } from "#lib/pipeline/leads/queries.ts";';
  expect(structureProblems([{ path: "components/leads/card.tsx", text }])).toEqual([]);
});

test("an action for people without a session is allowed with its own wrapper", () => {
  const text = '"use server";\nexport const joinAction = publicAction(Input, join);';
  expect(structureProblems([{ path: "app/join/actions.ts", text }])).toEqual([]);
});
