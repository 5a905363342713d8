import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import { ContactNote } from "#components/leads/contact-note.tsx";
import { leadQuery } from "#components/leads/lead-query.ts";
import { ScoreBars, ScoreWords } from "#components/scoring/score.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { AppealJson, ReceiptJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";
import { EarlierAppeals } from "./earlier-appeals.tsx";

const FIELDS = [
  "next_step",
  "business_domain",
  "phone",
  "email",
  "language",
  "segment",
  "owner_name",
] as const;

/** The third pane: the client, and why the appeal was assigned to its operator. */
export function AppealSide({ appeal, context }: { appeal: AppealJson; context: InboxContext }) {
  const say = useTranslations("inbox");
  const fields = useTranslations("fields");
  const stages = useTranslations("stages.lead");
  const format = useFormat();
  const { data: lead } = useQuery(leadQuery(appeal.lead_id));
  return (
    <>
      <section className="border-line border-b px-4 py-4 max-[1099px]:px-0">
        <div className="mb-3 flex items-center justify-between gap-2">
          {lead && (
            <p className="flex items-center gap-2">
              <StageRing stage={lead.stage} />
              <span className="font-semibold">{stages(lead.stage)}</span>
              <span className="text-muted">{format.age(lead.stage_changed_at)}</span>
            </p>
          )}
          <Link href={`/leads/${appeal.lead_id}`} className="btn btn-sm btn-plain h-8 gap-1.5 font-medium">
            {say("openLead")}
            <ArrowUpRight size={14} className="icon" aria-hidden />
          </Link>
        </div>
        {lead && (
          <p className="flex items-center gap-2 rounded-lg bg-well px-3 py-2">
            <ScoreBars recommendation={lead.ai_recommendation} />
            <ScoreWords score={lead.ai_score} recommendation={lead.ai_recommendation} />
          </p>
        )}
        <dl className="mt-3 grid grid-cols-[6.5rem_1fr] gap-x-2 gap-y-1.5">
          {FIELDS.filter((field) => lead?.[field]).map((field) => (
            <div key={field} className="contents">
              <dt className="text-muted">{fields(field)}</dt>
              <dd dir="auto" className="min-w-0 break-words text-left">
                {lead?.[field]}
                {lead && <ContactNote lead={lead} field={field} />}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {appeal.operator && <Receipt appeal={appeal} context={context} />}
      <EarlierAppeals appeal={appeal} />
    </>
  );
}

function Receipt({ appeal, context }: { appeal: AppealJson; context: InboxContext }) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const { data: receipt, isError } = useQuery({
    queryKey: ["appeals", appeal.id, "receipt", appeal.assigned_at],
    queryFn: () => getJson<ReceiptJson>(`/appeals/${appeal.id}/receipt`),
    retry: false,
  });
  if (!receipt && !isError) return <div aria-busy className="skeleton-line m-4 h-24" />;
  const isMe = appeal.operator?.id === context.myOperatorId;
  const free = receipt?.candidates.filter(({ excluded }) => excluded === null).length ?? 0;
  return (
    <section className="px-4 py-4 max-[1099px]:px-0">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="font-semibold">
          {isMe ? say("whyMe") : say("why", { name: appeal.operator?.name ?? "" })}
        </h3>
        {receipt && <time className="text-muted text-xs tabular-nums">{format.time(receipt.at)}</time>}
      </div>
      <p className="mt-1 text-muted text-xs">
        {!receipt || (receipt.by === "strategy" && receipt.candidates.length === 0)
          ? say("noReceipt")
          : receipt.by === "strategy"
            ? say(`strategy.${receipt.strategy}`, { count: free })
            : say(`by.${receipt.by}`)}
      </p>
      {receipt && receipt.candidates.length > 0 && (
        <table className="mt-3 w-full text-xs tabular-nums">
          <thead>
            <tr className="text-left text-muted">
              <th className="pb-1 font-normal">{say("columns.operator")}</th>
              <th className="pb-1 text-right font-normal">{say("columns.load")}</th>
              <th className="pb-1 text-right font-normal">{say("columns.weight")}</th>
              <th className="pb-1 text-right font-normal">{say("columns.owed")}</th>
            </tr>
          </thead>
          <tbody>
            {receipt.candidates.map((candidate) => (
              <CandidateRow
                key={candidate.operator_id}
                candidate={candidate}
                isChosen={candidate.operator_id === appeal.operator?.id}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type CandidateProps = { candidate: ReceiptJson["candidates"][number]; isChosen: boolean };

function CandidateRow({ candidate, isChosen }: CandidateProps) {
  const say = useTranslations("inbox");
  const { operator_name, current_load, max_load, weight, deficit, excluded } = candidate;
  const owed = useFormat().signed(deficit, 2);
  return (
    <tr className={`border-line border-t ${isChosen ? "font-semibold" : excluded ? "text-muted" : ""}`}>
      <th scope="row" className="py-1.5 text-left font-[inherit]">
        <span className="flex items-center gap-2">
          <Avatar name={operator_name ?? "?"} isMe={isChosen} />
          <span className="truncate">{operator_name}</span>
          {isChosen && <Check size={14} className="icon text-primary" aria-hidden />}
        </span>
      </th>
      <td className="text-right">
        {current_load}/{max_load}
      </td>
      <td className="text-right">{weight}</td>
      <td className="text-right">{excluded ? say(`exclusions.${excluded}`) : owed}</td>
    </tr>
  );
}
