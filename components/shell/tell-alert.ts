import type { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import type { useToast } from "#components/ui/toast.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

type Ways = {
  say: ReturnType<typeof useTranslations>;
  toast: ReturnType<typeof useToast>;
  /** Opens the screen where the person can look at it. */
  open: (path: string) => { label: string; onAct: () => void };
};

/** Alerts the owner of a lead when its recommendation has changed. */
export async function tellAdvice(leadId: number, operatorId: number, { say, toast, open }: Ways) {
  const lead = await getJson<LeadJson>(`/leads/${leadId}`).catch(() => undefined);
  if (lead?.owner_id !== operatorId || lead.ai_recommendation === null) return;
  toast({
    subject: `${lead.name ?? lead.external_id ?? say("score.unnamed")}:`,
    words: say("score.adviceChanged", { advice: say(`score.words.${lead.ai_recommendation}`) }),
    action: open(`/leads/${leadId}`),
  });
}

/** Alerts managers when no operator accepts an appeal. */
export async function tellUnaccepted(appealId: number, { say, toast, open }: Ways) {
  const appeal = await getJson<AppealJson>(`/appeals/${appealId}`).catch(() => undefined);
  if (!appeal) return;
  toast({
    words: say("inbox.notAcceptedOf", { name: appeal.lead_name ?? appeal.lead_external_id ?? "" }),
    isProblem: true,
    action: open(`/inbox?view=everybody&appeal=${appealId}`),
  });
}
