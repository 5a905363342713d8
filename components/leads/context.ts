import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

export type LeadsContext = {
  settings: PublicSettingsJson;
  sources: SourceJson[];
  operators: OperatorJson[];
  /** The operator row of this person. */
  myOperatorId: number | null;
  canAssign: boolean;
  canTransfer: boolean;
};
