"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { PasswordForm } from "#components/settings/password-form.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ChangePasswordInput } from "#lib/team/schema.ts";
import { Logo } from "./logo.tsx";

type Props = {
  email: string;
  change: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  /** The page to go on to. */
  next: string;
};

/** Whose password another person chose replaces it before anything else. */
export function OwnPassword({ email, change, next }: Props) {
  const say = useTranslations("ownPassword");
  return (
    <div className="flex w-full max-w-94 flex-col gap-3">
      <section className="flex flex-col gap-5 rounded-box border border-line-strong bg-card p-7">
        <header className="flex items-center gap-3">
          <Logo size={32} />
          <div className="min-w-0">
            <h1 className="font-semibold text-lg leading-6">{say("title")}</h1>
            <p className="truncate text-muted text-xs">{email}</p>
          </div>
        </header>
        <p className="text-muted">{say("detail")}</p>
        <PasswordForm
          isTall
          email={email}
          change={change}
          onChanged={() => window.location.assign(next)}
          words={{ current: say("given"), submit: say("enter") }}
        />
      </section>
      <Button look="ghost" className="self-center" onClick={() => signOut({ callbackUrl: "/login" })}>
        {say("leave")}
      </Button>
    </div>
  );
}
