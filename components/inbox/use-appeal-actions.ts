import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { AppealJson } from "#lib/appeals/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { InboxActions } from "./actions.ts";
import { nameOfClient } from "./appeal-words.ts";
import type { InboxContext } from "./inbox-screen.tsx";

export type AppealActs = ReturnType<typeof useAppealActions>;

/** The changes to an appeal, each with what it says afterwards. They answer whether it was done. */
export function useAppealActions(actions: InboxActions, { operators }: InboxContext) {
  const say = useTranslations("inbox");
  const problemWords = useProblemWords();
  const client = useQueryClient();
  const toast = useToast();
  const run = async (
    appeal: AppealJson,
    change: Promise<ActionResult<unknown>>,
    words: string | undefined,
  ) => {
    const result = await settle(change);
    await client.invalidateQueries();
    const subject = nameOfClient(appeal);
    if (!result.ok) toast({ subject: say("refused"), words: problemWords(result.problem), isProblem: true });
    else if (words !== undefined) toast({ subject, words });
    return result.ok;
  };
  return {
    accept: (appeal: AppealJson) => run(appeal, actions.accept({ appealId: appeal.id }), say("accepted")),
    close: (appeal: AppealJson) => run(appeal, actions.close({ appealId: appeal.id }), say("closed")),
    giveBack: (appeal: AppealJson, reason: string) =>
      run(appeal, actions.giveBack({ appealId: appeal.id, input: { reason } }), say("returned")),
    assign: (appeal: AppealJson, operatorId: number) => {
      const name = operators.find(({ id }) => id === operatorId)?.name ?? "";
      const change = actions.assign({ appealId: appeal.id, input: { operator_id: operatorId } });
      return run(appeal, change, say("assigned", { name }));
    },
    answer: (appeal: AppealJson, text: string) =>
      run(appeal, actions.answer({ appealId: appeal.id, input: { text } }), undefined),
  };
}
