import { AiForm } from "#components/settings/ai-form.tsx";
import { TryProvider } from "#components/settings/try-provider.tsx";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { updateSettingsAction } from "../actions.ts";

export default async function AiSettingsPage() {
  const ctx = await pageCtx();
  const workspace = await read(ctx, getWorkspace);
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[24rem_minmax(0,26rem)]">
      <AiForm key={workspace.version} settings={presentSettings(workspace)} update={updateSettingsAction} />
      <TryProvider />
    </div>
  );
}
