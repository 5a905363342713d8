"use server";

import { z } from "zod";
import { confirmSecondFactor } from "#lib/auth/second-factor/confirm-second-factor.ts";
import { disableSecondFactor } from "#lib/auth/second-factor/disable-second-factor.ts";
import { presentRecoveryCodes, presentSecondFactorSetup } from "#lib/auth/second-factor/present.ts";
import { renewRecoveryCodes } from "#lib/auth/second-factor/renew-recovery-codes.ts";
import { ConfirmSecondFactorInput, OwnPasswordInput } from "#lib/auth/second-factor/schema.ts";
import { startSecondFactor } from "#lib/auth/second-factor/start-second-factor.ts";
import { endOtherSessions } from "#lib/auth/sessions/end-other-sessions.ts";
import { endSession } from "#lib/auth/sessions/end-session.ts";
import { id } from "#lib/core/text.ts";
import { action } from "#lib/http/action.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";
import { presentUser } from "#lib/workspace/team/present.ts";
import { ChangePasswordInput, UpdateProfileInput } from "#lib/workspace/team/schema.ts";
import { updateProfile } from "#lib/workspace/team/update-profile.ts";

export const updateProfileAction = action("profile:manage", UpdateProfileInput, (ctx, input) =>
  updateProfile(ctx, input).then(presentUser),
);

export const changePasswordAction = action(
  "profile:manage",
  ChangePasswordInput,
  (ctx, input) => changePassword(ctx, input),
  { openDuring: ["change_password"] },
);

export const endSessionAction = action(
  "profile:manage",
  z.strictObject({ sessionId: id }),
  (ctx, { sessionId }) => endSession(ctx, sessionId),
);

export const endOtherSessionsAction = action("profile:manage", z.strictObject({}), (ctx) =>
  endOtherSessions(ctx),
);

export const startSecondFactorAction = action(
  "profile:manage",
  OwnPasswordInput,
  (ctx, input) => startSecondFactor(ctx, input).then(presentSecondFactorSetup),
  { openDuring: ["set_up_second_factor"] },
);

export const confirmSecondFactorAction = action(
  "profile:manage",
  ConfirmSecondFactorInput,
  (ctx, input) => confirmSecondFactor(ctx, input).then(presentRecoveryCodes),
  { openDuring: ["set_up_second_factor"] },
);

export const disableSecondFactorAction = action("profile:manage", OwnPasswordInput, (ctx, input) =>
  disableSecondFactor(ctx, input),
);

export const renewRecoveryCodesAction = action("profile:manage", OwnPasswordInput, (ctx, input) =>
  renewRecoveryCodes(ctx, input).then(presentRecoveryCodes),
);
