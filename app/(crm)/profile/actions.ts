"use server";

import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { action } from "#lib/http/action.ts";
import { confirmSecondFactor } from "#lib/second-factor/confirm-second-factor.ts";
import { disableSecondFactor } from "#lib/second-factor/disable-second-factor.ts";
import { presentRecoveryCodes, presentSecondFactorSetup } from "#lib/second-factor/present.ts";
import { renewRecoveryCodes } from "#lib/second-factor/renew-recovery-codes.ts";
import { ConfirmSecondFactorInput, OwnPasswordInput } from "#lib/second-factor/schema.ts";
import { startSecondFactor } from "#lib/second-factor/start-second-factor.ts";
import { endOtherSessions } from "#lib/sessions/end-other-sessions.ts";
import { endSession } from "#lib/sessions/end-session.ts";
import { changePassword } from "#lib/team/change-password.ts";
import { presentUser } from "#lib/team/present.ts";
import { ChangePasswordInput, UpdateProfileInput } from "#lib/team/schema.ts";
import { updateProfile } from "#lib/team/update-profile.ts";

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
