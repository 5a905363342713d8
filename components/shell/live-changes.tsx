"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { getJson } from "#components/api/client.ts";
import { announceChange, announceGap } from "#components/api/live.ts";
import { openLiveStream } from "#components/api/live-stream.ts";
import { useSessionEnd } from "#components/api/use-session-end.ts";

/** Milliseconds that changes are collected before the screens reload. */
const GATHER = 200;
/** Milliseconds without a stream before the person sees a notice. Shorter gaps are normal. */
const TELL_AFTER = 3_000;
/** Milliseconds between reloads while there is no stream. */
const POLL_EVERY = 5_000;
/** Milliseconds that the notice of the restored connection stays. */
const BACK_FOR = 3_000;

/** Queries that changes do not affect. */
const UNTOUCHED = new Set<unknown>(["search", "viewers"]);
/** Queries of screens that load single changes themselves. */
const PATCHED = new Set<unknown>(["board"]);
/** Subjects that many screens show a part of, such as a source's name, so all queries are reloaded. */
const SHOWN_EVERYWHERE = new Set(["source", "operator", "user", "workspace", "demo"]);
/**
 * Operators also see leads because of their appeals, and a changed appeal brings no change of the lead. So all queries
 * are reloaded.
 */
const SHOWN_TO_OPERATOR = new Set([...SHOWN_EVERYWHERE, "appeal"]);
/** Presence changes, which no board shows, so they reload less. */
const SHOWN_NOWHERE = new Set(["operator.presence_changed"]);

type Props = {
  /** The position in the feed at which the page was rendered, so that no change is missed before the stream opens. */
  since: string;
  /** The person, session and workspace that the page was rendered for. */
  pageIdentity: string;
  /** Whether this person sees only their own work. */
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

/**
 * Keeps the screens up to date by a stream of changes, or by polling while the stream is broken. Returns the
 * connection's state.
 */
function useLiveChanges({ since, pageIdentity, isOperator }: Props): State {
  const client = useQueryClient();
  const [state, setState] = useState<State>("live");
  // A refreshed page brings a newer position. The running stream is already further, so the first position is kept.
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
        // The stream sends the missed changes again, but requests in between may have failed.
        if (wasBroken) readEverything(client);
        wasBroken = false;
        setState((before) => (before === "lost" ? "back" : before));
      },
      onBroken: () => {
        wasBroken = true;
        // A broken stream does not say why. Any request does, for example that the session is over.
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
