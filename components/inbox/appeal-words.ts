import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";

/** What to call the client of an appeal that may have no name yet. */
export const nameOfClient = (appeal: Pick<AppealJson, "lead_name" | "lead_external_id" | "id">): string =>
  appeal.lead_name ?? appeal.lead_external_id ?? `#${appeal.id}`;

/** The code of a source, by which its icon is known. */
export const sourceCode = ({ sources }: Pick<InboxContext, "sources">, sourceId: number): string =>
  sources.find(({ id }) => id === sourceId)?.code ?? "";
