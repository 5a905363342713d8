import { or, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { sources } from "#db/schema/sources.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import type { CreateAppealInput } from "./schema.ts";

/** A source as an enquiry needs it. `phoneCountry` and `renewFinalLeads` are the workspace's. */
export type EnquirySource = { id: number; code: string; phoneCountry: string; renewFinalLeads: boolean };

/** Whether an enquiry came through this source. */
export const isSourceOf = (input: CreateAppealInput, source: EnquirySource): boolean =>
  input.source_id === undefined ? source.code === input.source : source.id === input.source_id;

/** The sources that these enquiries name, by id or by code. */
export function findSources(tx: Tx, inputs: CreateAppealInput[]): Promise<EnquirySource[]> {
  return prepareOnce(tx, "sources_of_enquiries", (db, name) =>
    db
      .select({
        id: sources.id,
        code: sources.code,
        phoneCountry: sql<string>`(select ${workspaces.phoneCountry} from ${workspaces})`,
        renewFinalLeads: sql<boolean>`(select ${workspaces.renewFinalLeads} from ${workspaces})`,
      })
      .from(sources)
      .where(
        or(
          sql`${sources.id} = any(${sql.placeholder("ids")}::bigint[])`,
          sql`${sources.code} = any(${sql.placeholder("codes")}::text[])`,
        ),
      )
      .prepare(name),
  ).execute({
    ids: inputs.flatMap(({ source_id }) => source_id ?? []),
    codes: inputs.flatMap(({ source }) => source ?? []),
  });
}
