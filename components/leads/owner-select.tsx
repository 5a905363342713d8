"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { OperatorOptions } from "#components/team/operator-options.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";

type Props = { lead: LeadJson; context: LeadsContext; assign: LeadActions["assign"] };

/** The owner of a lead, as a select for people who may assign leads. */
export function OwnerSelect({ lead, context, assign }: Props) {
  const say = useTranslations("details");
  const fields = useTranslations("fields");
  const problemWords = useProblemWords();
  const toast = useToast();
  const client = useQueryClient();
  const change = async (value: string) => {
    const operatorId = value ? Number(value) : null;
    const result = await settle(assign({ leadId: lead.id, input: { operator_id: operatorId } }));
    if (!result.ok)
      toast({ subject: say("notAssigned"), words: problemWords(result.problem), isProblem: true });
    await client.invalidateQueries();
  };
  return (
    <span className="flex min-w-0 items-center gap-2">
      {lead.owner_name && <Avatar name={lead.owner_name} isMe={lead.owner_id === context.myOperatorId} />}
      {context.canAssign ? (
        <select
          aria-label={fields("owner_id")}
          value={lead.owner_id ?? ""}
          onChange={(event) => void change(event.target.value)}
          className="chevron in-[td]:bg-none min-w-0 flex-1 cursor-pointer truncate rounded-field py-1.5 in-[td]:pr-0 pr-6 hover:bg-hover"
        >
          <option value="">{say("noOwner")}</option>
          <OperatorOptions operators={context.operators} of={lead} />
        </select>
      ) : (
        <span className="truncate">{lead.owner_name ?? say("noOwner")}</span>
      )}
    </span>
  );
}
