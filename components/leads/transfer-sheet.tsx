"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { CurrencyField } from "#components/format/currency-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { isCurrency } from "#lib/core/currencies.ts";
import { transferGates } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import { GateList } from "./gate-list.tsx";
import { leadQuery } from "./lead-query.ts";

type Props = {
  lead: LeadJson;
  name: string;
  settings: PublicSettingsJson;
  /** Goes to the field of a gate. */
  onGoToGate: (pointer: string) => void;
  onTransfer: (sale: { amount: number | null; currency: string }) => void;
  onCancel: () => void;
};

const hasTwoDecimals = (amount: number) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6;

/** Transfers a lead to sales: its gates as a checklist, and the sale's amount. */
export function TransferSheet({ lead: shown, name, settings, onGoToGate, onTransfer, onCancel }: Props) {
  const say = useTranslations("transfer");
  const common = useTranslations("common");
  const numbers = useNumberFields();
  const [amountError, setAmountError] = useState<string>();
  const [chosen, setChosen] = useState(settings.currency);
  // The current lead, because its score can change while the sheet is open.
  const { data: lead = shown } = useQuery({ ...leadQuery(shown.id), placeholderData: shown });
  const gates = transferGates(lead, settings.min_transfer_score);
  const isReady = gates.length === 0;
  const isWrongCurrency = !isCurrency(chosen);
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isReady || isWrongCurrency) return;
    const read = numbers.read(new FormData(event.currentTarget), ["amount"], chosen);
    if (!read) return;
    const isAmount = read.amount === null || (read.amount >= 0 && hasTwoDecimals(read.amount));
    setAmountError(isAmount ? undefined : say("wrongAmount"));
    if (isAmount) onTransfer({ amount: read.amount, currency: chosen });
  };
  return (
    <Sheet
      title={say("title")}
      detail={name}
      draftKey={`transfer-lead-${lead.id}`}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="primary" type="submit" form="transfer" isLocked={!isReady} disabled={isWrongCurrency}>
            {say("transfer")}
          </Button>
        </>
      }
    >
      <form id="transfer" onSubmit={submit} className="flex flex-col gap-5">
        <GateList lead={lead} gates={gates} provider={settings.ai_provider} onGoToGate={onGoToGate} />
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <TextField
            name="amount"
            label={say("amount")}
            inputMode="decimal"
            placeholder="50000"
            error={numbers.errorOf("amount") ?? amountError}
          />
          <CurrencyField
            label={say("currency")}
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
