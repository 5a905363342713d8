"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { switchWorkspace } from "#components/api/switch-workspace.ts";
import { useFieldWords } from "#components/api/use-field-words.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import type { Role } from "#lib/core/ctx.ts";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import type { AcceptInviteInput } from "#lib/workspace/invites/schema.ts";
import type { UserJson } from "#lib/workspace/team/schema.ts";
import { Logo } from "./logo.tsx";

type Props = {
  token: string;
  invite: {
    workspaceId: number;
    workspaceName: string;
    role: Role;
    name: string | null;
    email: string | null;
    expiresAt: string;
  };
  accept: (input: AcceptInviteInput) => Promise<ActionResult<UserJson>>;
};

/** Creates an account for an invited person and signs them in. */
export function JoinForm({ token, invite, accept }: Props) {
  const say = useTranslations("join");
  const roles = useTranslations("roles");
  const problemWords = useProblemWords();
  const format = useFormat();
  const [problem, setProblem] = useState<ProblemJson>();
  const [isBusy, setBusy] = useState(false);
  const [isCodeAsked, setCodeAsked] = useState(false);
  const errorOf = useFieldWords(problem);
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const password = String(form.get("password"));
    setBusy(true);
    setProblem(undefined);
    const code = isCodeAsked ? text("code") : undefined;
    const person = { name: text("name"), email: text("email"), password };
    const result = await settle(accept({ token, ...person, ...(code && { code }) }));
    if (!result.ok) {
      setBusy(false);
      setProblem(result.problem);
      if (result.problem.code === "second_factor_needed") setCodeAsked(true);
      return;
    }
    const entry = { email: result.data.email, password, redirect: false } as const;
    const answer = await signIn("password", entry).catch(() => undefined);
    // Joining has used up the code, so signing in needs the next one.
    if (answer?.error === "second_factor_needed") {
      window.location.assign("/login");
      return;
    }
    // People with an existing account are signed in to the workspace that they joined first.
    await switchWorkspace(invite.workspaceId).catch(() => undefined);
    // The page is loaded anew, so that no data of a previous person stays in memory.
    window.location.assign("/leads");
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="flex w-full max-w-94 flex-col gap-5 rounded-box border border-line-strong bg-card p-7"
    >
      <header className="mb-1 flex items-center gap-3">
        <Logo size={32} />
        <div className="min-w-0">
          <h1 className="font-semibold text-lg leading-6">{say("title", { name: invite.workspaceName })}</h1>
          <p className="text-muted text-xs">
            {say("detail", { role: roles(invite.role), until: format.full(invite.expiresAt) })}
          </p>
        </div>
      </header>
      {problem && !problem.errors && (
        <FormProblem hasIcon>
          {problem.code === "account_exists" ? say("accountExists") : problemWords(problem)}
        </FormProblem>
      )}
      <TextField
        isTall
        name="name"
        autoComplete="name"
        label={say("name")}
        limit={MAX_NAME}
        defaultValue={invite.name ?? ""}
        error={errorOf("name")}
      />
      <TextField
        isTall
        name="email"
        type="email"
        autoComplete="username"
        label={say("email")}
        defaultValue={invite.email ?? ""}
        error={errorOf("email")}
      />
      <TextField
        isTall
        name="password"
        type="password"
        autoComplete="new-password"
        label={say("password")}
        hint={say("passwordHint")}
        error={errorOf("password")}
      />
      {isCodeAsked && (
        <TextField
          isTall
          autoFocus
          name="code"
          autoComplete="one-time-code"
          label={say("code")}
          error={errorOf("code")}
        />
      )}
      <Button type="submit" look="primary" className="h-10 w-full" isBusy={isBusy}>
        {say("enter")}
      </Button>
    </form>
  );
}
