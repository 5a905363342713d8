"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useSeenRow } from "#components/api/use-seen-row.ts";
import { CurrencyField } from "#components/format/currency-field.tsx";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { ChangesByOthers } from "#components/log/changes-by-others.tsx";
import { OperatorOptions } from "#components/team/operator-options.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { SaleActions } from "./actions.ts";

type Props = {
  sale: SaleJson;
  name: string;
  operators: OperatorJson[];
  canUpdate: boolean;
  update: SaleActions["update"];
  onDone: (sale?: SaleJson) => void;
};

const WRITTEN = ["stage", "lost_reason", "lost_comment", "amount", "currency", "owner_name"];

/** A sale's amount and owner, and a link to its lead. */
export function SaleSheet({ sale, name, operators, canUpdate, update, onDone }: Props) {
  const say = useTranslations("sales");
  const common = useTranslations("common");
  const problemWords = useProblemWords();
  const { changeOf, changedByOthers, acceptCurrentRow } = useSeenRow(sale, WRITTEN);
  const { run, isBusy, problem, errorOf } = useFormAction({
    onProblem: acceptCurrentRow,
    problemIn: "form",
    shownBy: "queries",
  });
  const numbers = useNumberFields();
  const lostWords = useLostWords();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const currency = String(form.get("currency")).trim().toUpperCase();
    const read = numbers.read(form, ["amount"], currency);
    if (!read) return;
    const owner = String(form.get("owner_id"));
    const input = changeOf({ amount: read.amount, currency, owner_id: owner ? Number(owner) : null });
    const saved = await run(() => update({ saleId: sale.id, input }));
    if (saved) onDone(saved);
  };
  return (
    <Sheet
      title={name}
      detail={say("editTitle")}
      onClose={() => onDone()}
      footer={
        <>
          <Button onClick={() => onDone()}>{common(canUpdate ? "cancel" : "close")}</Button>
          {canUpdate && (
            <Button look="primary" type="submit" form="sale" isBusy={isBusy}>
              {say("save")}
            </Button>
          )}
        </>
      }
    >
      <form id="sale" onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {problem && !problem.errors && !changedByOthers && <FormProblem>{problemWords(problem)}</FormProblem>}
        <ChangesByOthers subjectType="sale" changes={changedByOthers} />
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <TextField
            name="amount"
            label={say("amount")}
            inputMode="decimal"
            readOnly={!canUpdate}
            defaultValue={sale.amount ?? ""}
            error={numbers.errorOf("amount") ?? errorOf("amount")}
          />
          <CurrencyField
            name="currency"
            label={say("currency")}
            readOnly={!canUpdate}
            defaultValue={sale.currency}
            error={errorOf("currency")}
          />
        </div>
        <SelectField
          name="owner_id"
          label={say("owner")}
          disabled={!canUpdate}
          defaultValue={sale.owner_id ?? ""}
          error={errorOf("owner_id")}
        >
          <option value="">{say("noOwner")}</option>
          <OperatorOptions operators={operators} of={sale} />
        </SelectField>
        {sale.lost_reason && (
          <p className="text-muted">
            {say("lostNote", { reason: lostWords(sale.lost_reason, sale.lost_comment) })}
          </p>
        )}
        <Link href={`/leads/${sale.lead_id}`} className="btn btn-plain btn-sm self-start">
          {say("openLead")}
          <ArrowUpRight size={16} className="icon" aria-hidden />
        </Link>
      </form>
    </Sheet>
  );
}
