"use server";

import { z } from "zod";
import { action } from "#lib/http/action.ts";
import { confirmSecondFactor } from "#lib/second-factor/confirm-second-factor.ts";
import { disableSecondFactor } from "#lib/second-factor/disable-second-factor.ts";
import { presentRecoveryCodes, presentSecondFactorSetup } from "#lib/second-factor/present.ts";
import { renewRecoveryCodes } from "#lib/second-factor/renew-recovery-codes.ts";
import { ConfirmSecondFactorInput, OwnPasswordInput } from "#lib/second-factor/schema.ts";
import { startSecondFactor } from "#lib/second-factor/start-second-factor.ts";
import { changePassword } from "#lib/team/change-password.ts";
import { endSessions } from "#lib/team/end-sessions.ts";
import { presentUser } from "#lib/team/present.ts";
import { ChangePasswordInput, UpdateProfileInput } from "#lib/team/schema.ts";
import { updateProfile } from "#lib/team/update-profile.ts";

export const updateProfileAction = action(UpdateProfileInput, (ctx, input) =>
  updateProfile(ctx, input).then(presentUser),
);

export const changePasswordAction = action(ChangePasswordInput, (ctx, input) => changePassword(ctx, input));

export const endSessionsAction = action(z.strictObject({}), (ctx) => endSessions(ctx));

export const startSecondFactorAction = action(
  OwnPasswordInput,
  (ctx, input) => startSecondFactor(ctx, input).then(presentSecondFactorSetup),
  { openToObliged: true },
);

export const confirmSecondFactorAction = action(
  ConfirmSecondFactorInput,
  (ctx, input) => confirmSecondFactor(ctx, input).then(presentRecoveryCodes),
  { openToObliged: true },
);

export const disableSecondFactorAction = action(OwnPasswordInput, (ctx, input) =>
  disableSecondFactor(ctx, input),
);

export const renewRecoveryCodesAction = action(OwnPasswordInput, (ctx, input) =>
  renewRecoveryCodes(ctx, input).then(presentRecoveryCodes),
);
