"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { transferGates } from "#lib/leads/rules.ts";
import type { LeadJson } from "#lib/leads/schema.ts";
import { GateList } from "./gate-list.tsx";

type Props = {
  lead: LeadJson;
  name: string;
  minTransferScore: number;
  currency: string;
  onTransfer: (sale: { amount: number | null; currency: string }) => void;
  onCancel: () => void;
};

/** Hands a lead over to sales: its gates as a checklist, and what the sale is worth. */
export function TransferSheet({ lead, name, minTransferScore, currency, onTransfer, onCancel }: Props) {
  const say = useTranslations("transfer");
  const common = useTranslations("common");
  const [amount, setAmount] = useState("");
  const [chosen, setChosen] = useState(currency);
  const facts = { stage: lead.stage, aiScore: lead.ai_score, businessDomain: lead.business_domain };
  const isReady = transferGates(facts, minTransferScore).length === 0;
  const parsed = amount.trim() === "" ? null : Number(amount.replace(",", ".").replaceAll(/\s/g, ""));
  const isWrong =
    parsed !== null && !(parsed >= 0 && Math.abs(parsed * 100 - Math.round(parsed * 100)) < 1e-6);
  const isWrongCurrency = !/^[A-Z]{3}$/.test(chosen);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (isReady && !isWrong && !isWrongCurrency) onTransfer({ amount: parsed, currency: chosen });
  };
  return (
    <Sheet
      title={say("title")}
      detail={name}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button
            look="primary"
            type="submit"
            form="transfer"
            isLocked={!isReady}
            disabled={isWrong || isWrongCurrency}
          >
            {say("transfer")}
          </Button>
        </>
      }
    >
      <form id="transfer" onSubmit={submit} className="flex flex-col gap-5">
        <GateList lead={lead} minTransferScore={minTransferScore} />
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <TextField
            label={say("amount")}
            inputMode="decimal"
            placeholder="50000"
            value={amount}
            error={isWrong ? say("wrongAmount") : undefined}
            onChange={(event) => setAmount(event.target.value)}
          />
          <TextField
            label={say("currency")}
            maxLength={3}
            value={chosen}
            error={isWrongCurrency ? say("wrongCurrency") : undefined}
            onChange={(event) => setChosen(event.target.value.toUpperCase())}
          />
        </div>
        <p className="text-muted text-xs">{say("hint")}</p>
      </form>
    </Sheet>
  );
}
