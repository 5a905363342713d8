import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";

/** The sale of a transferred lead. */
export function SalePanel({ sale }: { sale: SaleJson | undefined }) {
  const say = useTranslations("salePanel");
  const stages = useTranslations("stages.sale");
  const format = useFormat();
  const lostWords = useLostWords();
  if (!sale) return null;
  return (
    <div className="flex flex-col gap-4 p-5">
      <p className="font-semibold text-2xl tabular-nums">
        {sale.amount === null ? say("noAmount") : format.money(sale.amount, sale.currency)}
      </p>
      <dl className="grid grid-cols-[8rem_1fr] gap-y-2">
        <dt className="text-muted">{say("stage")}</dt>
        <dd className="inline-flex items-center gap-2">
          <StageRing stage={sale.stage} />
          {stages(sale.stage)}
        </dd>
        <dt className="text-muted">{say("since")}</dt>
        <dd>{format.full(sale.stage_changed_at)}</dd>
        <dt className="text-muted">{say("owner")}</dt>
        <dd>{sale.owner_name ?? "–"}</dd>
        {sale.lost_reason && (
          <>
            <dt className="text-muted">{say("lostReason")}</dt>
            <dd dir="auto">{lostWords(sale.lost_reason, sale.lost_comment)}</dd>
          </>
        )}
      </dl>
      <Link href="/sales" className="btn btn-plain btn-sm self-start">
        {say("board")}
        <ArrowUpRight size={16} className="icon" aria-hidden />
      </Link>
    </div>
  );
}
