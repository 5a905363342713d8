import type { Permission } from "#lib/auth/permissions.ts";
import type { Cell } from "./principals.ts";

/** An operation or action, and the expected result for each kind of caller. */
export type PermissionRow = { name: string; permission: Permission | null; cells: Cell[] };

/** A table with padded columns, as the formatter writes it. */
function table(principals: string[], rows: PermissionRow[]): string {
  const lines = [
    ["", "permission", ...principals],
    ...rows.map(({ name, permission, cells }) => [`\`${name}\``, permission ?? "–", ...cells]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const [head, ...body] = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  return [head ?? [], rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The text of docs/PERMISSIONS.md. */
export function permissionsPage(
  principals: string[],
  { operations, actions, jobs }: Record<"operations" | "actions" | "jobs", PermissionRow[]>,
): string {
  return `# Permissions

This page is generated from the contracts, the actions and \`lib/auth/permissions.ts\`. The test
\`lib/http/permissions.test.ts\` calls every cell and fails where an answer differs, or where a refused call changed a
row. After a change that is meant, write the page anew: \`npx vitest run lib/http/permissions.test.ts -u\`.

- **yes**: the call is let in. What it names must still be visible to the caller: an operator has their own and
  their queue's.
- **own**: the call is let in and acts on the caller's own workspace. The workspace of this table stays as it is.
- **401**: not authenticated.
- **403**: the role or scope does not allow it.
- **404**: the named row belongs to another workspace, so for this caller it does not exist.

"Elsewhere" is a person with this role in another workspace who names rows of this one. A person whose initial password
must still be replaced, or who must first set up a second factor, gets 403 everywhere but in the operations that are
marked \`openDuring\` in their contract.

Open to everyone, without a session: \`/health\`, \`/ready\`, \`/login\`, \`/join/{token}\`, \`/api/docs\`,
\`/api/v1/openapi.json\` and the sign-in endpoints below \`/api/auth\`.

## Operations of the API

${table(principals, operations)}

## Actions of the screens

Only a browser session calls an action, so keys have no column of their own: they are not authenticated there.

${table(principals, actions)}

## Work for callers who are not here any more

A bulk job is worked on later, with the rights that its requester has at that moment. "403" means that the job ends
as failed and changes nothing.

${table(principals, jobs)}

The other jobs act as Leadline itself, in one workspace at a time, and no caller can start one. The test runs each of
them in one workspace and sees that another stays as it is.
`;
}
