import { z } from "zod";
import * as sessions from "#lib/auth/sessions/schema.ts";
import * as appeals from "#lib/conversations/appeals/schema.ts";
import * as distribution from "#lib/conversations/distribution/schema.ts";
import * as messages from "#lib/conversations/messages/schema.ts";
import * as dashboard from "#lib/insight/dashboard/schema.ts";
import * as events from "#lib/insight/events/schema.ts";
import * as search from "#lib/insight/search/schema.ts";
import * as bulk from "#lib/operations/bulk/schema.ts";
import * as board from "#lib/pipeline/board/schema.ts";
import * as funnel from "#lib/pipeline/funnel/schema.ts";
import * as leads from "#lib/pipeline/leads/schema.ts";
import * as sales from "#lib/pipeline/sales/schema.ts";
import * as views from "#lib/pipeline/views/schema.ts";
import * as learning from "#lib/scoring/learning/schema.ts";
import * as scoring from "#lib/scoring/schema.ts";
import * as apiKeys from "#lib/workspace/api-keys/schema.ts";
import * as invites from "#lib/workspace/invites/schema.ts";
import * as settings from "#lib/workspace/settings/schema.ts";
import * as sources from "#lib/workspace/sources/schema.ts";
import * as team from "#lib/workspace/team/schema.ts";
import * as problems from "./problems.ts";

const MODULES: Record<string, unknown>[] = [
  ...[leads, sales, messages, appeals, distribution, board, funnel, views, bulk, scoring, learning],
  ...[dashboard, events, search, sources, team, invites, sessions, apiKeys, settings, problems],
];

/**
 * The name of each schema that the OpenAPI document has as a component: what its domain exports it as, without `Json`.
 * A schema that a contract uses and that no domain exports is written out where it is used.
 * @throws Error when two schemas have one name
 */
function namesOf(modules: Record<string, unknown>[]): Map<z.core.$ZodType, string> {
  const names = new Map<z.core.$ZodType, string>();
  const owners = new Map<string, unknown>();
  for (const [exported, schema] of modules.flatMap(Object.entries)) {
    if (!(schema instanceof z.ZodType) || !/^[A-Z]/.test(exported) || names.has(schema)) continue;
    const name = exported.replace(/Json$/, "");
    if (owners.has(name)) throw new Error(`Two schemas of the API are called ${name}`);
    owners.set(name, schema);
    names.set(schema, name);
  }
  return names;
}

export const componentNames = namesOf(MODULES);
