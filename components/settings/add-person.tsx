import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { ROLES, type Role } from "#lib/core/ctx.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateUserInput, UserJson } from "#lib/workspace/team/schema.ts";
import { SecretOnce } from "./secret-once.tsx";

/** Letters and digits by chance, to be passed on once. */
function newPassword(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll(/[+/]/g, "x");
}

type Props = {
  create: (input: CreateUserInput, key: string) => Promise<ActionResult<UserJson>>;
  onClose: () => void;
};

/** A new person, whose first password is shown once. */
export function AddPerson({ create, onClose }: Props) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  const common = useTranslations("common");
  const { run, isBusy, errorOf } = useFormAction();
  const once = useOnce();
  const [password] = useState(newPassword);
  const [added, setAdded] = useState<UserJson>();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const input = { name: text("name"), email: text("email"), role: text("role") as Role, password };
    setAdded(await run(() => once((key) => create(input, key))));
  };
  return (
    <Sheet
      title={say("add")}
      draftKey="new-person"
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
        <>
          <SecretOnce label={say("passwordOf", { name: added.name })} secret={password} />
          <p className="mt-2 text-muted text-xs">{say("passwordHint")}</p>
        </>
      ) : (
        <form id="person" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <TextField name="name" label={say("name")} limit={MAX_NAME} error={errorOf("name")} />
          <TextField name="email" type="email" label={say("email")} error={errorOf("email")} />
          <SelectField name="role" label={say("role")} defaultValue="operator" hint={say("roleHint")}>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </SelectField>
          <p className="text-muted text-xs">{say("passwordHint")}</p>
        </form>
      )}
    </Sheet>
  );
}
