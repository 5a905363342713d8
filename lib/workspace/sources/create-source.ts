import { like } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { assertDepartment } from "#lib/workspace/team/queries.ts";
import { insertSources } from "./insert-sources.ts";
import type { SourceRow } from "./queries.ts";
import { codeFromName } from "./rules.ts";
import { CreateSourceInput } from "./schema.ts";

/**
 * Creates a source. Without a code it gets a free one, derived from its name.
 * @throws Conflict when the code is taken
 */
export async function createSource(ctx: Ctx, raw: CreateSourceInput): Promise<SourceRow> {
  authorize(ctx, "source:manage");
  const input = CreateSourceInput.parse(raw);
  return transact(ctx, async (tx) => {
    await assertDepartment(tx, input.department_id);
    const [source] = await insertSources(tx, [
      {
        workspaceId: ctx.workspaceId,
        code: input.code ?? (await freeCode(tx, input.name)),
        name: input.name,
        kind: input.kind ?? "api",
        description: input.description,
        strategy: input.strategy,
        departmentId: input.department_id,
        requiredSkills: input.required_skills,
        acknowledgeSeconds: input.acknowledge_seconds,
      },
    ]);
    if (!source) throw new Conflict("source_exists", "A source with this code exists");
    record(tx, ctx, "source.created", { after: source });
    return source;
  });
}

async function freeCode(tx: Tx, name: string): Promise<string> {
  const wish = codeFromName(name);
  const rows = await tx
    .select({ code: sources.code })
    .from(sources)
    .where(like(sources.code, `${wish}%`));
  const taken = new Set(rows.map(({ code }) => code));
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? wish : `${wish}-${number}`;
    if (!taken.has(code)) return code;
  }
}
