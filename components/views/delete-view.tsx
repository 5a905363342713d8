"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sendJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ViewJson } from "#lib/pipeline/views/schema.ts";
import { viewsKey } from "./use-views.ts";

/**
 * Deletes a view. A person's own view is deleted at once, and the toast offers to create it again. Another person's
 * view could not be given back to them, so its deletion asks for confirmation.
 */
export function DeleteView({ view }: { view: ViewJson }) {
  const say = useTranslations("views");
  const common = useTranslations("common");
  const client = useQueryClient();
  const toast = useToast();
  const problemWords = useProblemWords();
  const once = useOnce();
  const [isAsking, setAsking] = useState(false);
  const { id, name, is_mine, owner_name } = view;
  const onSettled = () => client.invalidateQueries({ queryKey: viewsKey(view.board) });
  const wordsOf = (error: Error) => ({
    subject: name,
    words: problemWords(problemOf(error)),
    isProblem: true,
  });
  const { mutate: makeAgain } = useMutation({
    mutationFn: () => {
      const { query, is_shared } = view;
      const again = { board: view.board, name, query, is_shared };
      return once((key) => sendJson<ViewJson>("POST", "/views", again, key));
    },
    onSettled,
    onError: (error) => toast({ ...wordsOf(error), action: undo }),
  });
  const undo = { label: common("undo"), key: "Z", onAct: (): void => makeAgain() };
  const { mutate: remove, isPending } = useMutation({
    mutationFn: () => sendJson("DELETE", `/views/${id}`),
    onSettled,
    onSuccess: () => toast({ subject: name, words: say("deleted"), ...(is_mine ? { action: undo } : {}) }),
    onError: (error) => toast(wordsOf(error)),
  });
  return (
    <>
      <button
        type="button"
        aria-label={say("delete", { name })}
        disabled={isPending}
        onClick={() => (is_mine ? remove() : setAsking(true))}
        className="flex h-full w-7 items-center justify-center max-sm:size-11"
      >
        <X size={14} className="icon" aria-hidden />
      </button>
      {isAsking && (
        <Sheet
          title={say("delete", { name })}
          onClose={() => setAsking(false)}
          footer={
            <Button look="danger" isBusy={isPending} onClick={() => remove()}>
              {say("deleteShared")}
            </Button>
          }
        >
          <p>{say("deleteSharedDetail", { name: owner_name })}</p>
        </Sheet>
      )}
    </>
  );
}
