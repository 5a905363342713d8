import { KeyTable } from "#components/settings/key-table.tsx";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentApiKey } from "#lib/workspace/api-keys/present.ts";
import { listApiKeys } from "#lib/workspace/api-keys/queries.ts";
import { createApiKeyAction, revokeApiKeyAction } from "../actions.ts";

export default async function ApiKeysPage() {
  const ctx = await pageCtx();
  const keys = await read(ctx, listApiKeys);
  return (
    <KeyTable
      keys={presentEach(keys, presentApiKey)}
      create={createApiKeyAction}
      revoke={revokeApiKeyAction}
    />
  );
}
