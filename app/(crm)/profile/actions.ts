"use server";

import { z } from "zod";
import { action } from "#lib/http/action.ts";
import { changePassword } from "#lib/team/change-password.ts";
import { endSessions } from "#lib/team/end-sessions.ts";
import { presentUser } from "#lib/team/present.ts";
import { ChangePasswordInput, UpdateProfileInput } from "#lib/team/schema.ts";
import { updateProfile } from "#lib/team/update-profile.ts";

export const updateProfileAction = action("profile:manage", UpdateProfileInput, (ctx, input) =>
  updateProfile(ctx, input).then(presentUser),
);

export const changePasswordAction = action("profile:manage", ChangePasswordInput, (ctx, input) =>
  changePassword(ctx, input),
);

export const endSessionsAction = action("profile:manage", z.strictObject({}), (ctx) => endSessions(ctx));
