"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import { MIN_PASSWORD_LENGTH } from "#lib/team/rules.ts";
import type { ChangePasswordInput, UpdateProfileInput, UserJson } from "#lib/team/schema.ts";

type Props = {
  name: string;
  update: (input: UpdateProfileInput) => Promise<ActionResult<UserJson>>;
  changePassword: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  endSessions: (input: Record<string, never>) => Promise<ActionResult<void>>;
  /** The part about two-factor authentication. */
  secondFactor: React.ReactNode;
};

/** One's own name and password, and the way out everywhere. */
export function ProfileForm({ name, update, changePassword, endSessions, secondFactor }: Props) {
  const say = useTranslations("profile");
  const shared = useTranslations("settings");
  const profile = useFormAction();
  const password = useFormAction();
  const sessions = useFormAction();
  const leave = () => signOut({ callbackUrl: "/login" });
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
          void profile.run(update({ name: text("name").trim() }), shared("saved"));
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
          const input = { current_password: text("current_password"), password: text("password") };
          const result = await changePassword(input).catch(() => undefined);
          // Every session ends with the old password, this one too.
          if (result?.ok) await leave();
          else if (result) void password.run(Promise.resolve(result));
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
      <section className="flex max-w-96 flex-col items-start gap-2">
        <h2 className="font-semibold">{say("everywhere")}</h2>
        <p className="text-muted">{say("everywhereDetail")}</p>
        <Button
          isBusy={sessions.isBusy}
          onClick={async () => {
            await endSessions({}).catch(() => undefined);
            await leave();
          }}
        >
          {say("signOutEverywhere")}
        </Button>
      </section>
    </div>
  );
}
