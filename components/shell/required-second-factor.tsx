"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { type SetupActions, SetupSteps } from "#components/settings/second-factor-steps.tsx";
import { Button } from "#components/ui/button.tsx";
import { Logo } from "./logo.tsx";

type Props = SetupActions & {
  workspaceName: string;
  /** The page to go on to. */
  next: string;
};

/** A person of a workspace that requires a second factor sets one up before anything else. */
export function RequiredSecondFactor({ workspaceName, next, start, confirm }: Props) {
  const say = useTranslations("secondFactor");
  return (
    <div className="flex w-full max-w-94 flex-col gap-3">
      <section className="flex flex-col gap-5 rounded-box border border-line-strong bg-card p-7">
        <header className="flex items-center gap-3">
          <Logo size={32} />
          <h1 className="min-w-0 font-semibold text-lg leading-6">{say("obligedTitle")}</h1>
        </header>
        <p className="text-muted">{say("obligedDetail", { name: workspaceName })}</p>
        <SetupSteps start={start} confirm={confirm} onDone={() => window.location.assign(next)} />
      </section>
      <Button look="ghost" className="self-center" onClick={() => signOut({ callbackUrl: "/login" })}>
        {say("leave")}
      </Button>
    </div>
  );
}
