import { useQueryClient } from "@tanstack/react-query";
import { ArrowUpRight, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { leadStages } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { RenewLead } from "./actions.ts";

type Props = { lead: LeadJson; renew: RenewLead };

/** Links to the client's previous and next lead, and a button for a new one once this lead is final. */
export function LeadChain({ lead, renew }: Props) {
  const say = useTranslations("renewal");
  const { predecessor_id: before, successor_id: after } = lead;
  const isFinal = leadStages.isFinal(lead.stage);
  if (before === null && !isFinal) return null;
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-5 py-2 max-sm:px-4">
      {before !== null && <LeadLink leadId={before}>{say("before", { id: before })}</LeadLink>}
      {after !== null && <LeadLink leadId={after}>{say("after", { id: after })}</LeadLink>}
      {isFinal && after === null && <StartLead lead={lead} renew={renew} />}
    </div>
  );
}

function LeadLink({ leadId, children }: { leadId: number; children: React.ReactNode }) {
  return (
    <Link href={`/leads/${leadId}`} className="flex items-center gap-1.5 font-medium hover:underline">
      {children}
      <ArrowUpRight size={14} className="icon text-muted" aria-hidden />
    </Link>
  );
}

function StartLead({ lead, renew }: Props) {
  const say = useTranslations("renewal");
  const problemWords = useProblemWords();
  const client = useQueryClient();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    const result = await settle(renew({ leadId: lead.id }));
    if (result.ok) toast({ words: say("started") });
    else toast({ subject: say("notStarted"), words: problemWords(result.problem), isProblem: true });
    await client.invalidateQueries();
    setBusy(false);
  };
  return (
    <Button icon={RotateCcw} isBusy={isBusy} onClick={start}>
      {say("start")}
    </Button>
  );
}
