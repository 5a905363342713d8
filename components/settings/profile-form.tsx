"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { SessionJson } from "#lib/auth/sessions/schema.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { ChangePasswordInput, UpdateProfileInput, UserJson } from "#lib/workspace/team/schema.ts";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";

type Props = {
  name: string;
  email: string;
  update: (input: UpdateProfileInput) => Promise<ActionResult<UserJson>>;
  changePassword: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  sessions: SessionJson[];
  endSession: (input: { sessionId: number }) => Promise<ActionResult<void>>;
  endOthers: (input: Record<string, never>) => Promise<ActionResult<void>>;
  /** The section about two-factor authentication. */
  secondFactor: React.ReactNode;
};

/** The person's name, password, second factor and sessions. */
export function ProfileForm({ name, email, update, changePassword, secondFactor, ...sessions }: Props) {
  const say = useTranslations("profile");
  const shared = useTranslations("settings");
  const profile = useFormAction();
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
        <TextField
          name="name"
          label={say("name")}
          limit={MAX_NAME}
          defaultValue={name}
          error={profile.errorOf("name")}
        />
        <Button type="submit" isBusy={profile.isBusy} className="self-start">
          {shared("save")}
        </Button>
      </form>
      <section className={section}>
        <h2 className="font-semibold">{say("password")}</h2>
        <PasswordForm
          email={email}
          change={changePassword}
          words={{ current: say("current"), submit: say("change") }}
        />
      </section>
      {secondFactor}
      <SessionList {...sessions} leave={() => void signOut({ callbackUrl: "/login" })} />
    </div>
  );
}
