import { cache } from "react";
import { read } from "#lib/core/transact.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { findSessionCtx } from "./session-ctx.ts";

/** The workspace of the page that is being rendered, read once; undefined when the caller is not signed in. */
export const pageWorkspace = cache(async () => {
  const ctx = await findSessionCtx();
  return ctx && read(ctx, getWorkspace);
});
