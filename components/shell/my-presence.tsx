"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { getJson, postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { Gauge } from "#components/ui/gauge.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { PRESENCE_TONES } from "./presence-tones.ts";

/** Milliseconds between two presence signals. Without one for two minutes, an operator counts as offline. */
const SIGN_EVERY = 30_000;

const PresenceChoices = onDemand(() => import("./presence-choices.tsx").then((part) => part.PresenceChoices));

/**
 * The operator's open enquiries of their limit, and their presence. Operators who never set a presence count as
 * present. Once they have, the open page sends the presence signals.
 */
export function MyPresence({ operatorId }: { operatorId: number }) {
  const say = useTranslations("presence");
  const client = useQueryClient();
  const tellProblem = useProblemToast();
  const { data: me } = useQuery({
    queryKey: ["operators", operatorId],
    queryFn: () => getJson<OperatorJson>(`/operators/${operatorId}`),
  });
  const setPresence = useCallback(
    async (state: OperatorJson["presence"]) => {
      const operator = await postJson<OperatorJson>(`/operators/${operatorId}/presence`, { state });
      client.setQueryData(["operators", operatorId], operator);
    },
    [client, operatorId],
  );
  const hasPresence = me?.presence_at !== null && me?.presence_at !== undefined;
  const sign = hasPresence && me.presence !== "offline" ? me.presence : undefined;
  useEffect(() => {
    if (!sign) return;
    // A failed signal needs no retry, because the next one follows.
    const timer = setInterval(() => void setPresence(sign).catch(() => {}), SIGN_EVERY);
    return () => clearInterval(timer);
  }, [sign, setPresence]);
  const choose = (state: OperatorJson["presence"]) =>
    setPresence(state).catch((error: unknown) => tellProblem(say("notChanged"), problemOf(error)));
  if (!me) return null;
  const shown = hasPresence ? me.presence : "online";
  return (
    <Menu
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className="flex h-8 items-center gap-2 rounded-field border border-line-strong px-2.5 hover:bg-hover max-sm:h-11 max-sm:rounded-full max-sm:px-3.5"
        >
          <span aria-hidden className={`size-2 rounded-full ${PRESENCE_TONES[shown]}`} />
          <span className="quiet">{say("label")}:</span>
          <span className="max-md:quiet">{say(shown)}</span>
          <ChevronDown size={14} className="icon text-muted max-md:hidden" aria-hidden />
          <span
            className="flex items-center gap-2 border-line border-l pl-2 tabular-nums max-md:border-0 max-md:pl-0"
            title={say("load", { load: me.current_load, limit: me.max_load })}
          >
            <Gauge load={me.current_load} limit={me.max_load} />
            <span>
              <span className="font-semibold">{me.current_load}</span>/{me.max_load}
            </span>
          </span>
        </button>
      )}
    >
      {(close) => (
        <PresenceChoices
          shown={shown}
          onChoose={(state) => {
            close();
            void choose(state);
          }}
        />
      )}
    </Menu>
  );
}
