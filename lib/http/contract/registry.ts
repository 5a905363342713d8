import * as appeals from "./appeals.ts";
import * as board from "./board.ts";
import * as bulk from "./bulk.ts";
import * as dashboard from "./dashboard.ts";
import type { Contract } from "./define.ts";
import * as distribution from "./distribution.ts";
import * as events from "./events.ts";
import * as invites from "./invites.ts";
import * as leadMessages from "./lead-messages.ts";
import * as leads from "./leads.ts";
import * as sales from "./sales.ts";
import * as scoring from "./scoring.ts";
import * as sessions from "./sessions.ts";
import * as settings from "./settings.ts";
import * as sources from "./sources.ts";
import * as team from "./team.ts";
import * as views from "./views.ts";

const RESOURCES = {
  leads: { ...leads, ...leadMessages },
  bulk,
  sales,
  appeals,
  distribution,
  board,
  dashboard,
  team,
  invites,
  sources,
  views,
  scoring,
  settings,
  sessions,
  events,
};

/** An operation with its name and the chapter it stands under in the documentation. */
export type NamedContract = { name: string; tag: string; contract: Contract };

/** Every operation of the API. */
export const contracts: NamedContract[] = Object.entries(RESOURCES).flatMap(([tag, operations]) =>
  Object.entries<Contract>(operations).map(([name, contract]) => ({ name, tag, contract })),
);
