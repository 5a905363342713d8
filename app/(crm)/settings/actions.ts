"use server";

import { z } from "zod";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { wipeDemo } from "#lib/operations/demo/wipe-demo.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { presentApiKey } from "#lib/workspace/api-keys/present.ts";
import { revokeApiKey } from "#lib/workspace/api-keys/revoke-api-key.ts";
import { CreateApiKeyInput } from "#lib/workspace/api-keys/schema.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { presentCreatedInvite, presentInvite } from "#lib/workspace/invites/present.ts";
import { revokeInvite } from "#lib/workspace/invites/revoke-invite.ts";
import { CreateInviteInput } from "#lib/workspace/invites/schema.ts";
import { presentSettings } from "#lib/workspace/settings/present.ts";
import { UpdateSettingsInput } from "#lib/workspace/settings/schema.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { addUser, prepareUser } from "#lib/workspace/team/create-user.ts";
import { presentUser } from "#lib/workspace/team/present.ts";
import { CreateUserInput, UpdateUserInput } from "#lib/workspace/team/schema.ts";

export const updateSettingsAction = action("settings:manage", UpdateSettingsInput, (ctx, input) =>
  updateSettings(ctx, input).then(presentSettings),
);

export const createUserAction = actionOnce(
  "user:manage",
  CreateUserInput,
  (ctx, person) => addUser(ctx, person).then(presentUser),
  { prepare: prepareUser },
);

export const updateUserAction = action(
  "user:manage",
  z.strictObject({ userId: id, input: UpdateUserInput }),
  (ctx, { userId, input }) => updateUser(ctx, userId, input).then(presentUser),
);

export const createApiKeyAction = actionOnce(
  "api-key:manage",
  CreateApiKeyInput,
  async (ctx, input) => {
    const created = await createApiKey(ctx, input);
    return { ...presentApiKey(created), key: created.key };
  },
  { secretAnswer: true },
);

export const revokeApiKeyAction = action("api-key:manage", z.strictObject({ keyId: id }), (ctx, { keyId }) =>
  revokeApiKey(ctx, keyId).then(presentApiKey),
);

export const wipeDemoAction = action("demo:wipe", z.strictObject({}), (ctx) => wipeDemo(ctx));

export const createInviteAction = actionOnce(
  "invite:manage",
  CreateInviteInput,
  (ctx, input) => createInvite(ctx, input).then(presentCreatedInvite),
  { secretAnswer: true },
);

export const revokeInviteAction = action(
  "invite:manage",
  z.strictObject({ inviteId: id }),
  (ctx, { inviteId }) => revokeInvite(ctx, inviteId).then(presentInvite),
);
