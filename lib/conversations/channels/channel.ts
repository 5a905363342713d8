import type { SourceKind } from "#lib/workspace/sources/schema.ts";
import { api } from "./api.ts";
import type { Channel } from "./types.ts";

/** The channel by which the clients of a kind of source are answered. */
export const channelOf = (kind: SourceKind): Channel => CHANNELS[kind];

const CHANNELS: Record<SourceKind, Channel> = {
  scanner: api,
  partner: api,
  manual: api,
  telegram: api,
  web: api,
  api,
};
