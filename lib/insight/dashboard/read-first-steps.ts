import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { appeals } from "#db/schema/appeals.ts";
import { invites } from "#db/schema/invites.ts";
import { operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { DEMO_SOURCES } from "#db/seed/demo-company.ts";
import { FIRST_SOURCES } from "#lib/workspace/sources/schema.ts";
import type { FirstSteps } from "./schema.ts";

const GIVEN_SOURCES = [...FIRST_SOURCES, ...DEMO_SOURCES].map(({ code }) => code);

/** Which of the first steps of a new workspace are done; demo data does not count. */
export async function readFirstSteps(tx: Tx): Promise<FirstSteps> {
  const given = sql.join(
    GIVEN_SOURCES.map((code) => sql`${code}`),
    sql`, `,
  );
  const { rows } = await tx.execute<FirstSteps>(sql`
    select exists (select from ${sources} where ${sources.code} not in (${given})) as source,
      exists (select from ${invites}) or (select count(*) > 1 from ${operators} where not ${operators.isDemo}) as operator,
      exists (select from ${appeals} where not ${appeals.isDemo}) as appeal`);
  return rows[0] ?? { source: false, operator: false, appeal: false };
}
