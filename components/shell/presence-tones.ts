import type { OperatorJson } from "#lib/workspace/team/schema.ts";

/** The colour of the dot for each presence. */
export const PRESENCE_TONES: Record<OperatorJson["presence"], string> = {
  online: "bg-success",
  away: "bg-warning",
  offline: "bg-control",
};
