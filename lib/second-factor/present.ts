import { renderSVG } from "uqr";
import type { SecondFactorState } from "./queries.ts";
import type { RecoveryCodesJson, SecondFactorSetupJson, SecondFactorStateJson } from "./schema.ts";

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
}): SecondFactorSetupJson => ({ secret, qr_svg: renderSVG(address, { border: 2 }) });

export const presentRecoveryCodes = (codes: string[]): RecoveryCodesJson => ({ recovery_codes: codes });
