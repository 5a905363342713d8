import { getLocale } from "next-intl/server";
import { WipeDemo, WorkspaceForm } from "#components/settings/workspace-form.tsx";
import { listTimeZones } from "#lib/core/time-zones.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { hasDemo } from "#lib/operations/demo/queries.ts";
import { listPhoneCountries } from "#lib/workspace/settings/list-phone-countries.ts";
import { presentSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { updateSettingsAction, wipeDemoAction } from "./actions.ts";

export default async function WorkspaceSettingsPage() {
  const ctx = await pageCtx();
  const [workspace, isDemo, zones] = await read(ctx, (tx) =>
    Promise.all([getWorkspace(tx), hasDemo(tx), listTimeZones(tx)]),
  );
  return (
    <>
      <WorkspaceForm
        key={workspace.version}
        settings={presentSettings(workspace)}
        zones={zones}
        countries={listPhoneCountries(await getLocale(), workspace.phoneCountry)}
        update={updateSettingsAction}
      />
      {isDemo && <WipeDemo wipe={wipeDemoAction} />}
    </>
  );
}
