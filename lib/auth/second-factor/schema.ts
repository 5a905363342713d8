import { z } from "zod";

const password = z.string().max(200);

/** The own password again, for changes that an open session alone must not allow. */
export const OwnPasswordInput = z.strictObject({ password });
export type OwnPasswordInput = z.infer<typeof OwnPasswordInput>;

export const ConfirmSecondFactorInput = z.strictObject({ code: z.string().trim().min(1).max(40) });
export type ConfirmSecondFactorInput = z.infer<typeof ConfirmSecondFactorInput>;

export const SecondFactorStateJson = z.object({
  is_on: z.boolean(),
  /** Whether a workspace of this person requires it. */
  is_required: z.boolean(),
  recovery_codes_left: z.number(),
});
export type SecondFactorStateJson = z.infer<typeof SecondFactorStateJson>;

/** Shown this once: what an authenticator app is set up with. */
export const SecondFactorSetupJson = z.object({
  secret: z.string(),
  /** A square of `size` modules, and the outlines of the dark ones as the path of an SVG. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
});
export type SecondFactorSetupJson = z.infer<typeof SecondFactorSetupJson>;

export const RecoveryCodesJson = z.object({ recovery_codes: z.array(z.string()) });
export type RecoveryCodesJson = z.infer<typeof RecoveryCodesJson>;
