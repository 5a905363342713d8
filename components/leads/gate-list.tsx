import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useReasonWords } from "#components/api/use-problem-words.ts";
import { transferGates } from "#lib/leads/rules.ts";
import type { LeadJson } from "#lib/leads/schema.ts";

/** What a lead needs for sales: met in green, missing in amber, each in words. */
export function GateList({
  lead,
  minTransferScore,
  isRow,
}: {
  lead: LeadJson;
  minTransferScore: number;
  isRow?: boolean;
}) {
  const say = useTranslations("transfer");
  const reasonWords = useReasonWords();
  const facts = { stage: lead.stage, aiScore: lead.ai_score, businessDomain: lead.business_domain };
  const gates = transferGates(facts, minTransferScore);
  const rows = (["/stage", "/business_domain", "/ai_score"] as const).map((pointer) => {
    const gate = gates.find((one) => one.pointer === pointer);
    return { pointer, gate, words: gate ? reasonWords(gate) : say(`met.${pointer.slice(1)}`) };
  });
  return (
    <ul className={isRow ? "flex flex-wrap items-center gap-x-4 gap-y-1 text-xs" : "flex flex-col gap-2"}>
      {rows.map(({ pointer, gate, words }) => (
        <li key={pointer} className={`inline-flex items-center gap-1.5 ${gate ? "" : "text-muted"}`}>
          {gate ? (
            <CircleAlert size={14} className="icon text-warning" aria-hidden />
          ) : (
            <CircleCheck size={14} className="icon text-success" aria-hidden />
          )}
          {words}
        </li>
      ))}
    </ul>
  );
}
