import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";

/** The client's name, or a substitute if it has none yet. */
export const nameOfClient = (appeal: Pick<AppealJson, "lead_name" | "lead_external_id" | "id">): string =>
  appeal.lead_name ?? appeal.lead_external_id ?? `#${appeal.id}`;

/** The code of a source, which determines its icon. */
export const sourceCode = ({ sources }: Pick<InboxContext, "sources">, sourceId: number): string =>
  sources.find(({ id }) => id === sourceId)?.code ?? "";
