"use server";

import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { action } from "#lib/http/action.ts";
import { endOtherSessions } from "#lib/sessions/end-other-sessions.ts";
import { endSession } from "#lib/sessions/end-session.ts";
import { changePassword } from "#lib/team/change-password.ts";
import { presentUser } from "#lib/team/present.ts";
import { ChangePasswordInput, UpdateProfileInput } from "#lib/team/schema.ts";
import { updateProfile } from "#lib/team/update-profile.ts";

export const updateProfileAction = action("profile:manage", UpdateProfileInput, (ctx, input) =>
  updateProfile(ctx, input).then(presentUser),
);

export const changePasswordAction = action("profile:manage", ChangePasswordInput, (ctx, input) =>
  changePassword(ctx, input),
);

export const endSessionAction = action(
  "profile:manage",
  z.strictObject({ sessionId: id }),
  (ctx, { sessionId }) => endSession(ctx, sessionId),
);

export const endOtherSessionsAction = action("profile:manage", z.strictObject({}), (ctx) =>
  endOtherSessions(ctx),
);
