import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

export type InboxContext = {
  sources: SourceJson[];
  operators: OperatorJson[];
  /** The operator row of this person; 0 if they have none. */
  myOperatorId: number;
  canAssign: boolean;
  /** The workspace's time zone, in which its days begin. */
  timeZone: string;
};
