import { encode } from "uqr";
import type { SecondFactorState } from "./queries.ts";
import type { RecoveryCodesJson, SecondFactorSetupJson, SecondFactorStateJson } from "./schema.ts";

/** Modules that stay light around the code, so that cameras find its edge. */
const QUIET_ZONE = 2;

export const presentSecondFactorState = (state: SecondFactorState): SecondFactorStateJson => ({
  is_on: state.isOn,
  is_required: state.isRequired,
  recovery_codes_left: state.recoveryCodesLeft,
});

export const presentSecondFactorSetup = ({
  secret,
  address,
}: {
  secret: string;
  address: string;
}): SecondFactorSetupJson => {
  const { size, data } = encode(address, { border: QUIET_ZONE });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return { secret, qr: { size, path: dark.join("") } };
};

export const presentRecoveryCodes = (codes: string[]): RecoveryCodesJson => ({ recovery_codes: codes });
