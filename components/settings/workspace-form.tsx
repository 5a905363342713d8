"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { useSeenRow } from "#components/api/use-seen-row.ts";
import { CurrencyField } from "#components/format/currency-field.tsx";
import { TimeZoneField } from "#components/format/time-zone-field.tsx";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { ChangesByOthers } from "#components/log/changes-by-others.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import { SelectField, TextAreaField, TextField } from "#components/ui/field.tsx";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import { LOST_REASONS, OTHER_REASON } from "#lib/workspace/settings/rules.ts";
import type { SettingsJson, UpdateSettingsInput } from "#lib/workspace/settings/schema.ts";
import { OwnNumberField } from "./own-number-field.tsx";

type Update = (input: UpdateSettingsInput) => Promise<ActionResult<SettingsJson>>;

type Props = {
  settings: SettingsJson;
  /** The time zones to choose from. */
  zones: readonly string[];
  /** Countries whose phone format is known, named in the person's language. */
  countries: { code: string; name: string }[];
  update: Update;
};

const LISTS = ["business_domains", "lost_reasons"] as const;

/** The items of a list in a text field, one per line. */
const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const SESSION_LIMITS = ["session_idle_hours", "session_max_days"] as const;

/** The workspace's name, currency, time zone, lists and session limits. */
export function WorkspaceForm({ settings, zones, countries, update }: Props) {
  const say = useTranslations("settings");
  const { changeOf, changedByOthers, acceptCurrentRow, save } = useSeenRow(settings, [
    "name",
    "currency",
    "time_zone",
    "phone_country",
    "renew_final_leads",
    ...LISTS,
    ...SESSION_LIMITS,
    "require_second_factor",
  ]);
  const { run, isBusy, errorOf } = useFormAction({ onProblem: acceptCurrentRow });
  const numbers = useNumberFields();
  const lostWords = useLostWords();
  const usual = LOST_REASONS.filter((code) => code !== OTHER_REASON).map((code) => lostWords(code));
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const limits = numbers.read(form, SESSION_LIMITS);
    if (!limits) return;
    const change = changeOf({
      name: text("name"),
      currency: text("currency"),
      time_zone: text("time_zone"),
      phone_country: text("phone_country"),
      renew_final_leads: form.get("renew_final_leads") !== null,
      business_domains: linesOf(text("business_domains")),
      lost_reasons: linesOf(text("lost_reasons")),
      ...limits,
      require_second_factor: form.get("require_second_factor") !== null,
    });
    save(await run(() => update(change), say("saved")));
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-96 flex-col gap-4">
      <ChangesByOthers subjectType="workspace" changes={changedByOthers} />
      <TextField
        name="name"
        label={say("name")}
        limit={MAX_NAME}
        defaultValue={settings.name}
        error={errorOf("name")}
      />
      <CurrencyField
        name="currency"
        label={say("currency")}
        hint={say("currencyHint")}
        defaultValue={settings.currency}
        error={errorOf("currency")}
      />
      <TimeZoneField
        name="time_zone"
        zones={zones}
        label={say("timeZone")}
        hint={say("timeZoneHint")}
        defaultValue={settings.time_zone}
        error={errorOf("time_zone")}
      />
      <SelectField
        name="phone_country"
        label={say("phoneCountry")}
        hint={say("phoneCountryHint")}
        defaultValue={settings.phone_country}
        error={errorOf("phone_country")}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <Toggle
        name="renew_final_leads"
        label={say("renewFinalLeads")}
        hint={say("renewFinalLeadsHint")}
        isOn={settings.renew_final_leads}
        error={errorOf("renew_final_leads")}
      />
      <TextAreaField
        name="business_domains"
        label={say("businessDomains")}
        hint={say("businessDomainsHint")}
        defaultValue={settings.business_domains.join("\n")}
        error={errorOf("business_domains")}
      />
      <TextAreaField
        name="lost_reasons"
        label={say("lostReasons")}
        hint={say("lostReasonsHint", { usual: usual.join(", ") })}
        defaultValue={settings.lost_reasons.join("\n")}
        error={errorOf("lost_reasons")}
      />
      <h2 className="mt-2 font-semibold">{say("sessions.title")}</h2>
      {SESSION_LIMITS.map((name) => (
        <OwnNumberField
          key={name}
          name={name}
          inputMode="numeric"
          label={say(`sessions.${name}`)}
          value={settings[name]}
          fallback={String(settings.effective[name])}
          followsHint={say("sessions.default", { value: settings.effective[name] })}
          ownHint={say("sessions.emptyIsDefault")}
          error={numbers.errorOf(name) ?? errorOf(name)}
        />
      ))}
      <Toggle
        name="require_second_factor"
        label={say("requireSecondFactor")}
        hint={say("requireSecondFactorHint")}
        isOn={settings.require_second_factor}
        error={errorOf("require_second_factor")}
      />
      <Button type="submit" look="primary" isBusy={isBusy} className="self-start">
        {say("save")}
      </Button>
    </form>
  );
}

type ToggleProps = { name: string; label: string; hint: string; isOn: boolean; error: string | undefined };

function Toggle({ name, label, hint, isOn, error }: ToggleProps) {
  return (
    <div className="flex flex-col gap-1">
      <label className="flex items-center gap-2 font-medium">
        <input
          type="checkbox"
          name={name}
          className="toggle toggle-sm toggle-primary"
          defaultChecked={isOn}
        />
        {label}
      </label>
      <p className={`text-xs ${error ? "text-error" : "text-muted"}`}>{error ?? hint}</p>
    </div>
  );
}

/** Deletes the demo data after a confirmation that says what stays. */
export function WipeDemo({
  wipe,
}: {
  wipe: (input: Record<string, never>) => Promise<ActionResult<{ leads: number }>>;
}) {
  const say = useTranslations("settings.demo");
  const [isAsking, setAsking] = useState(false);
  const { run, isBusy } = useFormAction();
  return (
    <section className="mt-4 flex flex-col items-start gap-2 border-line border-t pt-5">
      <h2 className="font-semibold">{say("title")}</h2>
      <p className="text-muted">{say("detail")}</p>
      <Button className="text-error" onClick={() => setAsking(true)}>
        {say("wipe")}
      </Button>
      {isAsking && (
        <ConfirmSheet
          title={say("sure")}
          confirm={say("wipe")}
          look="danger"
          isBusy={isBusy}
          onCancel={() => setAsking(false)}
          onConfirm={async () => {
            await run(() => wipe({}), say("done"));
            setAsking(false);
          }}
        >
          <p>{say("goes")}</p>
          <p className="mt-2">{say("stays")}</p>
        </ConfirmSheet>
      )}
    </section>
  );
}
