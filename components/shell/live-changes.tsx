"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { getJson } from "#components/api/client.ts";
import { announceChange, announceGap } from "#components/api/live.ts";
import { openLiveStream } from "#components/api/live-stream.ts";
import { useSessionEnd } from "#components/api/use-session-end.ts";

/** Milliseconds that changes are gathered before the screens read again. */
const GATHER = 200;
/** Milliseconds without a stream before it is told: short gaps are normal. */
const TELL_AFTER = 3_000;
/** Milliseconds between readings while there is no stream. */
const POLL_EVERY = 5_000;
/** Milliseconds that the good news stays. */
const BACK_FOR = 3_000;

/** Queries that a change makes no older. */
const UNTOUCHED = new Set<unknown>(["search", "viewers"]);
/** Queries of screens that read one by one what changed. */
const PATCHED = new Set<unknown>(["board"]);
/** What many of them show of: a source's name, an owner's. */
const SHOWN_EVERYWHERE = new Set(["source", "operator", "user", "workspace", "demo"]);
/** For an operator also what it answers, since that says which leads it sees, and is no change of theirs. */
const SHOWN_TO_OPERATOR = new Set([...SHOWN_EVERYWHERE, "appeal"]);
/** Presence changes, which no board shows. */
const SHOWN_NOWHERE = new Set(["operator.presence_changed"]);

type Props = {
  /** Where in the feed the page was made, so that nothing falls between it and the stream. */
  since: string;
  /** For whom and where it was made. */
  pageIdentity: string;
  /** Whether this person sees their own work only. */
  isOperator: boolean;
};
type State = "live" | "lost" | "back";

function readEverything(client: QueryClient): void {
  announceGap();
  void client.invalidateQueries({ predicate: ({ queryKey }) => !UNTOUCHED.has(queryKey[0]) });
}

function readChanged(client: QueryClient): void {
  void client.invalidateQueries({
    predicate: (query) =>
      !UNTOUCHED.has(query.queryKey[0]) && !(PATCHED.has(query.queryKey[0]) && query.getObserversCount() > 0),
  });
}

/** Keeps the screens up to date through one stream of changes, by asking while there is none, and says so. */
function useLiveChanges({ since, pageIdentity, isOperator }: Props): State {
  const client = useQueryClient();
  const [state, setState] = useState<State>("live");
  // A page that is refreshed in place brings another place; the stream that runs already knows more.
  const [start] = useState(since);
  const isOver = useSessionEnd() !== undefined;
  useEffect(() => {
    if (isOver) return;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let telling: ReturnType<typeof setTimeout> | undefined;
    let isEverything = false;
    let wasBroken = false;
    const everything = isOperator ? SHOWN_TO_OPERATOR : SHOWN_EVERYWHERE;
    const endStream = openLiveStream({
      since: start,
      pageIdentity,
      onChange: (change) => {
        announceChange(change);
        isEverything ||= everything.has(change.subject_type) && !SHOWN_NOWHERE.has(change.type);
        gathering ??= setTimeout(() => {
          gathering = undefined;
          if (isEverything) readEverything(client);
          else readChanged(client);
          isEverything = false;
        }, GATHER);
      },
      onReset: () => readEverything(client),
      onOpen: () => {
        clearTimeout(telling);
        telling = undefined;
        // The changes are told again, but what was read meanwhile may have failed.
        if (wasBroken) readEverything(client);
        wasBroken = false;
        setState((before) => (before === "lost" ? "back" : before));
      },
      onBroken: () => {
        wasBroken = true;
        // A stream cannot say why it broke; any answer does, such as that the session is over.
        if (!telling) void getJson("/me").catch(() => {});
        telling ??= setTimeout(() => setState("lost"), TELL_AFTER);
      },
    });
    return () => {
      clearTimeout(gathering);
      clearTimeout(telling);
      endStream();
    };
  }, [client, start, pageIdentity, isOperator, isOver]);
  useEffect(() => {
    if (state === "lost") {
      const polling = setInterval(() => readEverything(client), POLL_EVERY);
      return () => clearInterval(polling);
    }
    if (state !== "back") return;
    const timer = setTimeout(() => setState("live"), BACK_FOR);
    return () => clearTimeout(timer);
  }, [client, state]);
  return isOver ? "live" : state;
}

export function LiveChanges(props: Props) {
  const say = useTranslations("shell");
  const state = useLiveChanges(props);
  const isLost = state === "lost";
  const Icon = isLost ? CircleAlert : CircleCheck;
  return (
    <div role="status">
      {state !== "live" && (
        <p
          className={`flex flex-none items-center gap-2 px-4 py-2 ${isLost ? "bg-warning-soft" : "bg-success-soft"}`}
        >
          <Icon size={16} className={`icon ${isLost ? "text-warning" : "text-success"}`} aria-hidden />
          <span>
            <span className="font-semibold">{say(isLost ? "connectionLost" : "connectionBack")}</span>{" "}
            {say(isLost ? "connectionLostDetail" : "connectionBackDetail")}
          </span>
        </p>
      )}
    </div>
  );
}
