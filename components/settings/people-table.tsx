"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { ROLES, type Role } from "#lib/core/ctx.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateUserInput, UpdateUserInput, UserJson } from "#lib/team/schema.ts";
import { SecretOnce } from "./secret-once.tsx";

type Props = {
  users: UserJson[];
  create: (input: CreateUserInput) => Promise<ActionResult<UserJson>>;
  update: (change: { userId: number; input: UpdateUserInput }) => Promise<ActionResult<UserJson>>;
};

/** Who may enter, as what; changes work from the person's next click on. */
export function PeopleTable({ users, create, update }: Props) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  const { run, isBusy } = useFormAction();
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="flex flex-col gap-3">
      <Button icon={UserPlus} className="self-start" onClick={() => setAdding(true)}>
        {say("add")}
      </Button>
      <ul className="divide-y divide-line rounded-box border border-line-strong bg-card">
        {users.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <Avatar name={user.name} size={28} />
            <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-3rem)]">
              <p className={`truncate font-medium ${user.is_active ? "" : "text-muted line-through"}`}>
                {user.name}
              </p>
              <p className="truncate text-muted text-xs">{user.email}</p>
            </div>
            <select
              aria-label={say("roleOf", { name: user.name })}
              value={user.role}
              disabled={isBusy}
              onChange={(event) =>
                void run(update({ userId: user.id, input: { role: event.target.value as Role } }))
              }
              className="select h-8 w-32 border-line-strong max-sm:ml-10 max-sm:h-11 max-sm:flex-1 max-sm:text-lg"
            >
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles(role)}
                </option>
              ))}
            </select>
            <label className="flex min-w-24 items-center gap-2 text-muted">
              <input
                type="checkbox"
                className="toggle toggle-sm toggle-primary"
                checked={user.is_active}
                disabled={isBusy}
                onChange={(event) =>
                  void run(update({ userId: user.id, input: { is_active: event.target.checked } }))
                }
              />
              {say(user.is_active ? "active" : "disabled")}
            </label>
          </li>
        ))}
      </ul>
      {isAdding && <AddPerson create={create} onClose={() => setAdding(false)} />}
    </section>
  );
}

/** Sixteen letters and digits by chance, to be passed on once. */
function newPassword(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12)))).replaceAll(/[+/]/g, "x");
}

function AddPerson({ create, onClose }: { create: Props["create"]; onClose: () => void }) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  const common = useTranslations("common");
  const { run, isBusy, errorOf } = useFormAction();
  const [password] = useState(newPassword);
  const [added, setAdded] = useState<UserJson>();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    setAdded(
      await run(create({ name: text("name"), email: text("email"), role: text("role") as Role, password })),
    );
  };
  return (
    <Sheet
      title={say("add")}
      onClose={onClose}
      footer={
        added ? (
          <Button onClick={onClose}>{common("close")}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("cancel")}</Button>
            <Button look="primary" type="submit" form="person" isBusy={isBusy}>
              {say("add")}
            </Button>
          </>
        )
      }
    >
      {added ? (
        <SecretOnce label={say("passwordOf", { name: added.name })} secret={password} />
      ) : (
        <form id="person" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <TextField name="name" label={say("name")} error={errorOf("name")} />
          <TextField name="email" type="email" label={say("email")} error={errorOf("email")} />
          <SelectField name="role" label={say("role")} defaultValue="operator" hint={say("roleHint")}>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </SelectField>
        </form>
      )}
    </Sheet>
  );
}
