"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { SessionJson } from "#lib/sessions/schema.ts";
import { MIN_PASSWORD_LENGTH } from "#lib/team/rules.ts";
import type { ChangePasswordInput, UpdateProfileInput, UserJson } from "#lib/team/schema.ts";
import { SessionList } from "./session-list.tsx";

type Props = {
  name: string;
  update: (input: UpdateProfileInput) => Promise<ActionResult<UserJson>>;
  changePassword: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  sessions: SessionJson[];
  endSession: (input: { sessionId: number }) => Promise<ActionResult<void>>;
  endOthers: (input: Record<string, never>) => Promise<ActionResult<void>>;
  /** The part about two-factor authentication. */
  secondFactor: React.ReactNode;
};

/** One's own name, password, second factor and sessions. */
export function ProfileForm({ name, update, changePassword, secondFactor, ...sessions }: Props) {
  const say = useTranslations("profile");
  const shared = useTranslations("settings");
  const profile = useFormAction();
  const password = useFormAction();
  const read = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    return (field: string) => String(form.get(field));
  };
  const section = "flex max-w-96 flex-col gap-4 border-line border-b pb-6";
  return (
    <div className="flex max-w-5xl flex-col gap-6 px-6 py-4 max-sm:px-4">
      <PageTitle>{say("title")}</PageTitle>
      <form
        noValidate
        className={section}
        onSubmit={(event) => {
          const text = read(event);
          void profile.run(() => update({ name: text("name").trim() }), shared("saved"));
        }}
      >
        <TextField name="name" label={say("name")} defaultValue={name} error={profile.errorOf("name")} />
        <Button type="submit" isBusy={profile.isBusy} className="self-start">
          {shared("save")}
        </Button>
      </form>
      <form
        noValidate
        className={section}
        onSubmit={async (event) => {
          const text = read(event);
          const form = event.currentTarget;
          const input = { current_password: text("current_password"), password: text("password") };
          const change = async () => {
            const result = await changePassword(input);
            if (result.ok) form.reset();
            return result;
          };
          await password.run(change, say("changed"));
        }}
      >
        <h2 className="font-semibold">{say("password")}</h2>
        <TextField
          name="current_password"
          type="password"
          autoComplete="current-password"
          label={say("current")}
          error={password.errorOf("current_password")}
        />
        <TextField
          name="password"
          type="password"
          autoComplete="new-password"
          label={say("new")}
          hint={say("newHint", { count: MIN_PASSWORD_LENGTH })}
          error={password.errorOf("password")}
        />
        <Button type="submit" isBusy={password.isBusy} className="self-start">
          {say("change")}
        </Button>
      </form>
      {secondFactor}
      <SessionList {...sessions} leave={() => void signOut({ callbackUrl: "/login" })} />
    </div>
  );
}
