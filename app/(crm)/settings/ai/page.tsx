import { AiForm } from "#components/settings/workspace-form.tsx";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentSettings } from "#lib/settings/present.ts";
import { getWorkspace } from "#lib/settings/queries.ts";
import { updateSettingsAction } from "../actions.ts";

export default async function AiSettingsPage() {
  const ctx = await pageCtx();
  const workspace = await read(ctx, getWorkspace);
  return (
    <AiForm key={workspace.version} settings={presentSettings(workspace)} update={updateSettingsAction} />
  );
}
