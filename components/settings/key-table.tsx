"use client";

import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { SCOPES, type Scope } from "#lib/auth/scopes.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { ApiKeyJson, CreateApiKeyInput } from "#lib/workspace/api-keys/schema.ts";
import { CreateSheet } from "./create-sheet.tsx";
import { SecretOnce } from "./secret-once.tsx";

type Props = {
  keys: ApiKeyJson[];
  create: (input: CreateApiKeyInput, key: string) => Promise<ActionResult<ApiKeyJson & { key: string }>>;
  revoke: (key: { keyId: number }) => Promise<ActionResult<ApiKeyJson>>;
};

/** The validity periods of a new key in days. */
const EXPIRIES = [7, 30, 90, 365];

/** The API keys of outside systems. */
export function KeyTable({ keys, create, revoke }: Props) {
  const say = useTranslations("settings.keys");
  const format = useFormat();
  const { run, isBusy } = useFormAction();
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<ApiKeyJson>();
  return (
    <section className="flex flex-col gap-3">
      <p className="text-muted">
        {say("detail")}{" "}
        <a href="/api/docs" className="text-primary underline underline-offset-2">
          {say("docs")}
        </a>
      </p>
      <Button look="primary" icon={Plus} className="self-start" onClick={() => setAdding(true)}>
        {say("add")}
      </Button>
      {keys.length === 0 && <EmptyState icon={KeyRound} title={say("empty")} detail={say("emptyDetail")} />}
      {keys.length > 0 && (
        <ul className="divide-y divide-line rounded-box border border-line-strong bg-card">
          {keys.map((key) => (
            <li
              key={key.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto]"
            >
              <div className="min-w-40 flex-1">
                <p
                  className={`truncate font-medium ${key.status === "active" ? "" : "text-muted line-through"}`}
                >
                  {key.name}
                </p>
                <p className="text-muted text-xs">
                  <code>{key.prefix}…</code> · {say(`scopes.${key.scope}`)}
                </p>
              </div>
              <p className="text-muted text-xs max-sm:col-span-2 max-sm:row-start-2">
                {key.last_used_at ? say("used", { at: format.full(key.last_used_at) }) : say("unused")}
                <br />
                {say("by", { name: key.created_by, at: format.date(key.created_at) })}
                {key.expires_at && ` · ${say("until", { at: format.date(key.expires_at) })}`}
              </p>
              <span className="flex min-w-24 items-center justify-end gap-2 text-right">
                {key.status !== "active" && <span className="text-muted text-xs">{say(key.status)}</span>}
                {(key.status === "active" || key.status === "owner_inactive") && (
                  <Button isSmall onClick={() => setEnding(key)}>
                    {say("revoke")}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {isAdding && <AddKey create={create} onClose={() => setAdding(false)} />}
      {ending && (
        <ConfirmSheet
          title={say("sure", { name: ending.name })}
          confirm={say("revoke")}
          look="danger"
          isBusy={isBusy}
          onCancel={() => setEnding(undefined)}
          onConfirm={async () => {
            await run(() => revoke({ keyId: ending.id }));
            setEnding(undefined);
          }}
        >
          <p>{say("consequence")}</p>
        </ConfirmSheet>
      )}
    </section>
  );
}

function AddKey({ create, onClose }: { create: Props["create"]; onClose: () => void }) {
  const say = useTranslations("settings.keys");
  const { run, isBusy, errorOf } = useFormAction();
  const once = useOnce();
  const [made, setMade] = useState<string>();
  const submit = async (form: FormData) => {
    const days = Number(form.get("expires_in_days"));
    const input = {
      name: String(form.get("name")).trim(),
      scope: String(form.get("scope")) as Scope,
      ...(days > 0 ? { expires_in_days: days } : {}),
    };
    const created = await run(() => once((key) => create(input, key)));
    setMade(created?.key);
  };
  return (
    <CreateSheet
      title={say("add")}
      draftKey="new-api-key"
      submit={say("create")}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
      made={made && <SecretOnce label={say("made")} secret={made} />}
    >
      <TextField
        name="name"
        limit={MAX_NAME}
        label={say("name")}
        placeholder={say("namePlaceholder")}
        error={errorOf("name")}
      />
      <SelectField name="scope" label={say("scope")} defaultValue="write">
        {SCOPES.map((scope) => (
          <option key={scope} value={scope}>
            {say(`scopes.${scope}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="expires_in_days"
        label={say("expiry")}
        defaultValue=""
        error={errorOf("expires_in_days")}
      >
        <option value="">{say("never")}</option>
        {EXPIRIES.map((count) => (
          <option key={count} value={count}>
            {say("days", { count })}
          </option>
        ))}
      </SelectField>
    </CreateSheet>
  );
}
