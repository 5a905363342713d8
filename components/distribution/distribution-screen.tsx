"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Split } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson } from "#components/api/client.ts";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { PageAction } from "#components/ui/page-action.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { DistributionJson } from "#lib/conversations/distribution/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { DistributionActions } from "./actions.ts";
import type { DraftOf } from "./draft.ts";
import { NewSourceSheet } from "./new-source-sheet.tsx";
import { SourcePanel } from "./source-panel.tsx";

type Props = {
  sources: SourceJson[];
  operators: OperatorJson[];
  actions: DistributionActions;
  /** Whether the form for a new source is open. */
  isCreatingAtFirst: boolean;
};

/** The sources, and the weights of the chosen one. */
export function DistributionScreen({ sources: known, operators, actions, isCreatingAtFirst }: Props) {
  const say = useTranslations("distribution");
  const [made, setMade] = useState<SourceJson>();
  // A new source is added here before the page has been refreshed.
  const sources = made && !known.some(({ id }) => id === made.id) ? [...known, made] : known;
  const [chosenId, choose] = useState(sources[0]?.id);
  const [isCreating, setCreating] = useState(isCreatingAtFirst);
  const [drafts, setDrafts] = useState<ReadonlyMap<number, DraftOf>>(new Map());
  const { data: distribution } = useQuery({
    queryKey: ["distribution"],
    queryFn: () => getJson<DistributionJson[]>("/stats/distribution"),
  });
  const chosen = sources.find(({ id }) => id === chosenId) ?? sources[0];
  const figuresOf = (sourceId: number) => distribution?.find(({ source_id }) => source_id === sourceId);
  return (
    <div className="flex flex-col gap-4 px-6 py-4 max-sm:px-4">
      <header className="flex items-center justify-between gap-3 max-sm:contents">
        <PageTitle>{say("title")}</PageTitle>
        <PageAction icon={Plus} onClick={() => setCreating(true)}>
          {say("new")}
        </PageAction>
      </header>
      {chosen ? (
        <div className="grid items-start gap-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
          <nav
            aria-label={say("sources")}
            className="flex gap-1 max-lg:fade-right max-lg:overflow-x-auto max-lg:pr-8 lg:flex-col"
          >
            {sources.map((source) => (
              <SourceTab
                key={source.id}
                source={source}
                figures={figuresOf(source.id)}
                isChosen={source.id === chosen.id}
                onChoose={() => choose(source.id)}
              />
            ))}
          </nav>
          <SourcePanel
            key={chosen.id}
            source={chosen}
            operators={operators}
            figures={figuresOf(chosen.id)}
            waitingElsewhere={distribution
              ?.filter(({ source_id, waiting }) => source_id !== chosen.id && waiting > 0)
              .map(({ source_id: id, source_name: name, waiting }) => ({ id, name, waiting }))}
            onChoose={choose}
            actions={actions}
            draft={drafts.get(chosen.id)}
            onDraft={(draft) =>
              setDrafts((before) => {
                const drafts = new Map(before);
                if (draft) drafts.set(chosen.id, draft);
                else drafts.delete(chosen.id);
                return drafts;
              })
            }
          />
        </div>
      ) : (
        <EmptyState icon={Split} title={say("empty")} detail={say("emptyDetail")} />
      )}
      {isCreating && (
        <NewSourceSheet
          create={actions.create}
          onDone={(source) => {
            setCreating(false);
            if (!source) return;
            setMade(source);
            choose(source.id);
          }}
        />
      )}
    </div>
  );
}

type TabProps = {
  source: SourceJson;
  figures: DistributionJson | undefined;
  isChosen: boolean;
  onChoose: () => void;
};

function SourceTab({ source, figures, isChosen, onChoose }: TabProps) {
  const say = useTranslations("distribution");
  return (
    <button
      type="button"
      aria-current={isChosen}
      onClick={onChoose}
      className={`flex flex-none items-center gap-3 rounded-field px-3 py-2 text-left max-lg:min-w-36 ${isChosen ? "bg-base-300" : "hover:bg-hover"}`}
    >
      <SourceIcon source={source.code} size={16} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{source.name}</span>
        <span className="block text-muted text-xs">
          {figures ? say("appeals", { count: figures.total }) : "…"}
        </span>
      </span>
      {figures && figures.waiting > 0 && (
        <span className="flex-none rounded-md bg-warning-soft px-1.5 font-medium text-2xs text-warning">
          {say("waiting", { count: figures.waiting })}
        </span>
      )}
    </button>
  );
}
