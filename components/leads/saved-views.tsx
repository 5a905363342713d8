import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Users, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiProblem, getJson, sendJson } from "#components/api/client.ts";
import { UNREACHABLE, useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ViewJson } from "#lib/views/schema.ts";
import { addressOf, filtersOf } from "./view-query.ts";

const KEY = ["views", "leads"];

function useViews() {
  return useQuery({ queryKey: KEY, queryFn: () => getJson<ViewJson[]>("/views?board=leads") });
}

/** The views that somebody gave a name, beside the everyday ones; one's own can be taken away. */
export function SavedViews() {
  const say = useTranslations("leads.saved");
  const parameters = useSearchParams();
  const client = useQueryClient();
  const { data: views = [] } = useViews();
  const { mutate: remove } = useMutation({
    mutationFn: (view: ViewJson) => sendJson("DELETE", `/views/${view.id}`),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const here = filtersOf(parameters);
  return views.map((view) => {
    const isHere = view.query === here;
    return (
      <span
        key={view.id}
        className={`flex h-7 flex-none items-center rounded-field max-sm:h-11 ${isHere ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`}
      >
        <Link
          href={`/leads?${addressOf(view.query)}`}
          aria-current={isHere ? "true" : undefined}
          className="flex h-full items-center gap-1.5 px-2.5"
        >
          {view.is_shared && <Users size={12} className="icon" aria-label={say("shared")} />}
          {view.name}
        </Link>
        {isHere && view.is_mine && (
          <button
            type="button"
            aria-label={say("delete", { name: view.name })}
            onClick={() => remove(view)}
            className="flex h-full w-7 items-center justify-center"
          >
            <X size={14} className="icon" aria-hidden />
          </button>
        )}
      </span>
    );
  });
}

/** Keeps the filters that are set under a name. */
export function SaveView() {
  const say = useTranslations("leads.saved");
  const parameters = useSearchParams();
  const { data: views = [] } = useViews();
  const [isAsking, setAsking] = useState(false);
  const query = filtersOf(parameters);
  if (query === "" || views.some((view) => view.query === query)) return null;
  return (
    <>
      <Button look="ghost" icon={Bookmark} className="h-7 flex-none" onClick={() => setAsking(true)}>
        {say("save")}
      </Button>
      {isAsking && <ViewSheet query={query} onClose={() => setAsking(false)} />}
    </>
  );
}

function ViewSheet({ query, onClose }: { query: string; onClose: () => void }) {
  const say = useTranslations("leads.saved");
  const common = useTranslations("common");
  const client = useQueryClient();
  const toast = useToast();
  const problemWords = useProblemWords();
  const { mutate: save, isPending } = useMutation({
    mutationFn: (view: { name: string; is_shared: boolean }) =>
      sendJson<ViewJson>("POST", "/views", { board: "leads", query, ...view }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: KEY });
      toast({ subject: view.name, words: say("kept") });
      onClose();
    },
    onError: (error) =>
      toast({
        words: problemWords(error instanceof ApiProblem ? error.problem : UNREACHABLE),
        isProblem: true,
      }),
  });
  return (
    <Sheet title={say("save")} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          save({ name: String(form.get("name")).trim(), is_shared: form.get("is_shared") === "on" });
        }}
      >
        <TextField name="name" label={say("name")} maxLength={60} required autoFocus />
        <label className="flex min-h-8 items-center gap-2.5 max-sm:min-h-11">
          <input type="checkbox" name="is_shared" className="checkbox checkbox-sm" />
          {say("share")}
        </label>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isPending}>
            {say("keep")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
