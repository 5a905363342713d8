import { ArrowRight, BadgeCheck, FileText, IdCard, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { CardFrame, CardOwner } from "#components/board/card-frame.tsx";
import { LostNote } from "#components/board/lost-note.tsx";
import { MoveButton } from "#components/board/move-button.tsx";
import { CardNote, NextStep } from "#components/board/next-step.tsx";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import type { SaleStage } from "#lib/pipeline/sales/rules.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";

const ICONS: Record<SaleStage, typeof ArrowRight> = {
  new: ArrowRight,
  kyc: IdCard,
  agreement: FileText,
  paid: BadgeCheck,
  lost: X,
};

type Props = {
  sale: SaleJson;
  name: string;
  isLifted?: boolean;
  isSaving?: boolean;
  isChanged?: boolean;
  isMine?: boolean;
  onMoveMenu: (sale: SaleJson) => void;
};

/** A sale on the board: like a lead, with its amount to the right of the name. */
export const SaleCard = memo(function SaleCard(props: Props) {
  const { sale, name, isLifted, isSaving, isChanged, isMine = false, onMoveMenu } = props;
  const say = useTranslations("sales");
  const format = useFormat();
  return (
    <CardFrame isLifted={isLifted} isSaving={isSaving} isChanged={isChanged}>
      <div className="flex h-5 items-center gap-2">
        <SourceIcon source={sale.lead_source} />
        <h3 dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {name}
        </h3>
        <span
          className={`flex-none tabular-nums ${sale.amount === null ? "text-muted text-xs" : "font-medium"}`}
        >
          {sale.amount === null ? say("noAmount") : format.money(sale.amount, sale.currency)}
        </span>
        <MoveButton onPress={() => onMoveMenu(sale)} />
      </div>
      <div className="mt-2 flex h-4 max-sm:mt-2.5 items-center gap-2 text-xs">
        <span className="min-w-0 truncate text-muted">{sale.lead_business_domain}</span>
        <time className="ml-auto flex-none text-muted" dateTime={sale.stage_changed_at}>
          {format.age(sale.stage_changed_at)}
        </time>
      </div>
      <div className="mt-1.5 flex h-5 max-sm:mt-2 items-center gap-2 text-xs">
        <ToDo sale={sale} />
        <CardOwner name={sale.owner_name} isMine={isMine} noOwner={say("withoutOwner")} />
      </div>
    </CardFrame>
  );
});

/** The next step, or the outcome of the sale. */
function ToDo({ sale }: { sale: SaleJson }) {
  const say = useTranslations("sales");
  if (sale.stage === "lost") return <LostNote of={sale} />;
  const { lead_next_step: step, lead_next_step_at: at } = sale;
  // A step that was due before the transfer belonged to the lead, so it is not shown.
  const isOfSale = at === null || Date.parse(at) >= Date.parse(sale.created_at);
  if (step && isOfSale && sale.stage !== "paid") return <NextStep step={step} at={at} />;
  return <CardNote icon={ICONS[sale.stage]} words={say(`toDo.${sale.stage}`)} />;
}
