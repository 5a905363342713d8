"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RadioTower } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { announceChange } from "#components/api/live.ts";
import type { FeedJson } from "#lib/feed/schema.ts";

/** Milliseconds that changes are gathered before the screens read again. */
const GATHER = 200;
/** Milliseconds without a stream before somebody is told: a short gap is nobody's business. */
const TELL_AFTER = 3_000;

/** Queries that a change makes no older. */
const UNTOUCHED = new Set<unknown>(["search", "viewers"]);

/** Keeps the screens up to date through one stream of changes, and says when it is lost. */
export function LiveChanges() {
  const say = useTranslations("shell");
  const client = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        client.invalidateQueries({ predicate: ({ queryKey }) => !UNTOUCHED.has(queryKey[0]) });
      }, GATHER);
    };
    const stream = new EventSource("/api/v1/stream");
    stream.addEventListener("change", (message: MessageEvent<string>) => {
      announceChange(JSON.parse(message.data) as FeedJson);
      readAgain();
    });
    stream.addEventListener("reset", readAgain);
    stream.addEventListener("open", () => {
      clearTimeout(telling);
      telling = undefined;
      setLost(false);
    });
    stream.addEventListener("error", () => {
      telling ??= setTimeout(() => setLost(true), TELL_AFTER);
    });
    return () => {
      clearTimeout(gathering);
      clearTimeout(telling);
      stream.close();
    };
  }, [client]);
  if (!isLost) return null;
  return (
    <p role="status" className="flex flex-none items-center gap-2 bg-warning-soft px-4 py-2">
      <RadioTower size={16} className="icon text-warning" aria-hidden />
      <span className="font-semibold">{say("connectionLost")}</span> {say("connectionLostDetail")}
    </p>
  );
}
