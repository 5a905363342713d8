"use client";

import { useTranslations } from "next-intl";
import { PasswordForm } from "#components/settings/password-form.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ChangePasswordInput } from "#lib/workspace/team/schema.ts";
import { ObligationCard } from "./obligation-card.tsx";

type Props = {
  email: string;
  change: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
  /** The page to open afterwards. */
  next: string;
};

/** Makes people replace a password that another person chose. */
export function OwnPassword({ email, change, next }: Props) {
  const say = useTranslations("ownPassword");
  return (
    <ObligationCard title={say("title")} email={email} detail={say("detail")} leave={say("leave")}>
      <PasswordForm
        isTall
        email={email}
        change={change}
        onChanged={() => window.location.assign(next)}
        words={{ current: say("given"), submit: say("enter") }}
      />
    </ObligationCard>
  );
}
