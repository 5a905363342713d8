"use client";

import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { useSeenRow } from "#components/api/use-seen-row.ts";
import { useFormat } from "#components/format/use-format.ts";
import { ChangesByOthers } from "#components/log/changes-by-others.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { AiProvider } from "#lib/core/ai-provider.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { SettingsJson, UpdateSettingsInput } from "#lib/workspace/settings/schema.ts";
import { OwnNumberField } from "./own-number-field.tsx";

type Props = {
  settings: SettingsJson;
  update: (input: UpdateSettingsInput) => Promise<ActionResult<SettingsJson>>;
};

const NUMBERS = [
  "min_transfer_score",
  "ai_stale_days",
  "ai_cache_ttl_seconds",
  "ai_calls_per_minute",
  "ai_analyze_after_messages",
] as const;

/**
 * The scoring provider, the minimum score for a transfer and the limits of the LLM. Empty fields use the server's
 * defaults.
 */
export function AiForm({ settings, update }: Props) {
  const say = useTranslations("settings.ai");
  const shared = useTranslations("settings");
  const format = useFormat();
  const { changeOf, changedByOthers, acceptCurrentRow, save } = useSeenRow(settings, [
    "ai_provider",
    ...NUMBERS,
  ]);
  const { run, isBusy, errorOf } = useFormAction({ onProblem: acceptCurrentRow });
  const numbers = useNumberFields();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = numbers.read(form, NUMBERS);
    if (!read) return;
    const change = changeOf({
      ...read,
      ai_provider: AiProvider.safeParse(form.get("ai_provider")).data ?? null,
    });
    save(await run(() => update(change), shared("saved")));
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ChangesByOthers subjectType="workspace" changes={changedByOthers} />
      <SelectField
        name="ai_provider"
        label={say("ai_provider")}
        hint={say(`explain.${settings.effective.ai_provider}`)}
        defaultValue={settings.ai_provider ?? ""}
        error={errorOf("ai_provider")}
      >
        <option value="">
          {say("follows", { value: say(`providers.${settings.effective.ai_provider}`) })}
        </option>
        {AiProvider.options.map((provider) => (
          <option key={provider} value={provider}>
            {say(`providers.${provider}`)}
          </option>
        ))}
      </SelectField>
      {NUMBERS.map((name) => (
        <OwnNumberField
          key={name}
          name={name}
          inputMode="decimal"
          label={say(name)}
          value={settings[name]}
          fallback={format.number(settings.effective[name])}
          followsHint={say("follows", { value: format.number(settings.effective[name]) })}
          ownHint={say("emptyFollows")}
          error={numbers.errorOf(name) ?? errorOf(name)}
        />
      ))}
      <Button type="submit" look="primary" isBusy={isBusy} className="self-start">
        {shared("save")}
      </Button>
    </form>
  );
}
