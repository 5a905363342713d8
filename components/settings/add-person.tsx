import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { TextField } from "#components/ui/field.tsx";
import type { Role } from "#lib/core/ctx.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateUserInput, UserJson } from "#lib/workspace/team/schema.ts";
import { CreateSheet } from "./create-sheet.tsx";
import { RoleField } from "./role-field.tsx";
import { SecretOnce } from "./secret-once.tsx";

/** A random initial password, which is shown once. */
function newPassword(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll(/[+/]/g, "x");
}

type Props = {
  create: (input: CreateUserInput, key: string) => Promise<ActionResult<UserJson>>;
  onClose: () => void;
};

/** Adds a person, whose initial password is shown once. */
export function AddPerson({ create, onClose }: Props) {
  const say = useTranslations("settings.people");
  const { run, isBusy, errorOf } = useFormAction();
  const once = useOnce();
  const [password] = useState(newPassword);
  const [added, setAdded] = useState<UserJson>();
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim();
    const input = { name: text("name"), email: text("email"), role: text("role") as Role, password };
    setAdded(await run(() => once((key) => create(input, key))));
  };
  const hint = say("passwordHint");
  return (
    <CreateSheet
      title={say("add")}
      draftKey="new-person"
      submit={say("add")}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
      made={
        added && (
          <>
            <SecretOnce label={say("passwordOf", { name: added.name })} secret={password} />
            <p className="mt-2 text-muted text-xs">{hint}</p>
          </>
        )
      }
    >
      <TextField name="name" label={say("name")} limit={MAX_NAME} error={errorOf("name")} />
      <TextField name="email" type="email" label={say("email")} error={errorOf("email")} />
      <RoleField />
      <p className="text-muted text-xs">{hint}</p>
    </CreateSheet>
  );
}
