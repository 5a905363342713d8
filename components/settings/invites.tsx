"use client";

import { Link2, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { Role } from "#lib/core/ctx.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreatedInviteJson, CreateInviteInput, InviteJson } from "#lib/workspace/invites/schema.ts";
import { CreateSheet } from "./create-sheet.tsx";
import { RoleField } from "./role-field.tsx";
import { SecretOnce } from "./secret-once.tsx";

export type InviteActions = {
  create: (input: CreateInviteInput, key: string) => Promise<ActionResult<CreatedInviteJson>>;
  revoke: (invite: { inviteId: number }) => Promise<ActionResult<InviteJson>>;
};

type Props = { invites: InviteJson[]; actions: InviteActions; startsOpen: boolean };

/** The valid invite links, and the form for a new one. */
export function Invites({ invites, actions, startsOpen }: Props) {
  const say = useTranslations("settings.invites");
  const roles = useTranslations("roles");
  const format = useFormat();
  const { run, isBusy } = useFormAction();
  const [isInviting, setInviting] = useState(startsOpen);
  return (
    <>
      <Button look="primary" icon={UserRoundPlus} className="self-start" onClick={() => setInviting(true)}>
        {say("invite")}
      </Button>
      {invites.length > 0 && (
        <section aria-label={say("open")} className="flex flex-col gap-2">
          <h2 className="font-semibold">{say("open")}</h2>
          <ul className="divide-y divide-line rounded-box border border-line-strong bg-card">
            {invites.map((invite) => (
              <li
                key={invite.id}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto]"
              >
                <Link2 size={16} className="icon text-muted" aria-hidden />
                <div className="min-w-40 flex-1">
                  <p className="truncate font-medium">{invite.name ?? invite.email ?? say("anyone")}</p>
                  <p className="truncate text-muted text-xs">
                    {roles(invite.role)} · <code>{invite.prefix}…</code>
                  </p>
                </div>
                <p className="text-muted text-xs max-sm:col-span-2 max-sm:col-start-2 max-sm:row-start-2">
                  {say("until", { at: format.full(invite.expires_at) })}
                  <br />
                  {say("by", { name: invite.created_by })}
                </p>
                <Button
                  isSmall
                  isBusy={isBusy}
                  onClick={() => void run(() => actions.revoke({ inviteId: invite.id }), say("revoked"))}
                >
                  {say("revoke")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isInviting && <InviteSheet create={actions.create} onClose={() => setInviting(false)} />}
    </>
  );
}

function InviteSheet({ create, onClose }: { create: InviteActions["create"]; onClose: () => void }) {
  const say = useTranslations("settings.invites");
  const { run, isBusy, errorOf } = useFormAction();
  const once = useOnce();
  const [made, setMade] = useState<CreatedInviteJson>();
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim() || undefined;
    const input = { role: text("role") as Role, name: text("name"), email: text("email") };
    setMade(await run(() => once((key) => create(input, key))));
  };
  return (
    <CreateSheet
      title={say("invite")}
      draftKey="new-invite"
      submit={say("make")}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
      made={
        // The link uses the address of this page, because that address works for the person even if the server is
        // configured with another one.
        made && <SecretOnce label={say("made")} secret={`${window.location.origin}/join/${made.token}`} />
      }
    >
      <p className="text-muted">{say("detail")}</p>
      <RoleField />
      <TextField name="name" label={say("name")} limit={MAX_NAME} error={errorOf("name")} />
      <TextField name="email" type="email" label={say("email")} error={errorOf("email")} />
    </CreateSheet>
  );
}
