import type { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import type { useToast } from "#components/ui/toast.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

type Ways = {
  say: ReturnType<typeof useTranslations>;
  toast: ReturnType<typeof useToast>;
  /** The way to where it can be looked at. */
  open: (path: string) => { label: string; onAct: () => void };
};

/** Tells the owner of a lead that the advice about it is another now. */
export async function tellAdvice(leadId: number, operatorId: number, { say, toast, open }: Ways) {
  const lead = await getJson<LeadJson>(`/leads/${leadId}`).catch(() => undefined);
  if (lead?.owner_id !== operatorId || lead.ai_recommendation === null) return;
  toast({
    subject: `${lead.name ?? lead.external_id ?? say("score.unnamed")}:`,
    words: say("score.adviceChanged", { advice: say(`score.words.${lead.ai_recommendation}`) }),
    action: open(`/leads/${leadId}`),
  });
}

/** Tells a manager that no operator accepts an appeal. */
export async function tellUnaccepted(appealId: number, { say, toast, open }: Ways) {
  const appeal = await getJson<AppealJson>(`/appeals/${appealId}`).catch(() => undefined);
  if (!appeal) return;
  toast({
    words: say("inbox.nobodyAcceptsOf", { name: appeal.lead_name ?? appeal.lead_external_id ?? "" }),
    isProblem: true,
    action: open(`/inbox?view=everybody&appeal=${appealId}`),
  });
}
