"use client";

import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import { MIN_PASSWORD_LENGTH } from "#lib/workspace/team/rules.ts";
import type { ChangePasswordInput } from "#lib/workspace/team/schema.ts";

type Props = {
  /** The email of the account. */
  email: string;
  change: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  words: { current: string; submit: string };
  /** Called after the password is replaced. */
  onChanged?: () => void;
  isTall?: boolean;
};

/** Changes the person's password. This session stays, and all their other sessions end. */
export function PasswordForm({ email, change, words, onChanged, isTall = false }: Props) {
  const say = useTranslations("profile");
  const { run, isBusy, errorOf } = useFormAction();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const input = { current: String(fields.get("current")), password: String(fields.get("password")) };
    await run(async () => {
      const result = await change(input);
      if (result.ok) {
        form.reset();
        onChanged?.();
      }
      return result;
    }, say("changed"));
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {/* Tells password managers which account the password belongs to. */}
      <input hidden readOnly name="username" autoComplete="username" value={email} />
      <TextField
        isTall={isTall}
        name="current"
        type="password"
        autoComplete="current-password"
        label={words.current}
        error={errorOf("current")}
      />
      <TextField
        isTall={isTall}
        name="password"
        type="password"
        autoComplete="new-password"
        label={say("new")}
        hint={say("newHint", { count: MIN_PASSWORD_LENGTH })}
        error={errorOf("password")}
      />
      <Button
        type="submit"
        look={isTall ? "primary" : "plain"}
        className={isTall ? "h-10 w-full" : "self-start"}
        isBusy={isBusy}
      >
        {words.submit}
      </Button>
    </form>
  );
}
