import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { repeatable } from "#components/api/problem-of.ts";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { InboxActions } from "./actions.ts";
import { nameOfClient } from "./appeal-words.ts";
import type { InboxContext } from "./context.ts";

export type AppealActs = ReturnType<typeof useAppealActions>;

/** The changes to an appeal and their messages. `onDone` runs before the list is reloaded. */
export function useAppealActions(actions: InboxActions, { operators }: Pick<InboxContext, "operators">) {
  const say = useTranslations("inbox");
  const problemWords = useProblemWords();
  const client = useQueryClient();
  const toast = useToast();
  /** Changes that are being saved. Until the list shows the result, the same change is not sent again. */
  const underWay = useRef(new Set<string>());
  const run = async (
    appeal: AppealJson,
    change: () => Promise<ActionResult<unknown>>,
    words: string,
    onDone = () => {},
  ): Promise<void> => {
    const same = `${words} ${appeal.id}`;
    if (underWay.current.has(same)) return;
    underWay.current.add(same);
    const result = await settle(change());
    if (result.ok) {
      toast({ subject: nameOfClient(appeal), words });
      onDone();
    } else toast({ subject: say("refused"), words: problemWords(result.problem), isProblem: true });
    await client.invalidateQueries();
    underWay.current.delete(same);
  };
  return {
    accept: (appeal: AppealJson) =>
      run(appeal, () => actions.accept({ appealId: appeal.id }), say("accepted")),
    close: (appeal: AppealJson, onDone: () => void) =>
      run(appeal, () => actions.close({ appealId: appeal.id }), say("closed"), onDone),
    giveBack: (appeal: AppealJson, reason: string, onDone: () => void) =>
      run(
        appeal,
        () => actions.giveBack({ appealId: appeal.id, input: { reason } }),
        say("returned"),
        onDone,
      ),
    assign: (appeal: AppealJson, operatorId: number) => {
      const name = operators.find(({ id }) => id === operatorId)?.name ?? "";
      const change = () => actions.assign({ appealId: appeal.id, input: { operator_id: operatorId } });
      return run(appeal, change, say("assigned", { name }));
    },
    renew: actions.renew,
    /** The reply box shows this result itself, because it keeps the draft. */
    answer: async (appeal: AppealJson, text: string, key: string) => {
      const result = await settle(repeatable(actions.answer({ appealId: appeal.id, input: { text } }, key)));
      // A sent message leaves the field at once, without waiting for the reload.
      void client.invalidateQueries();
      return result;
    },
  };
}
