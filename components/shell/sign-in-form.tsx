"use client";

import { Eye, EyeOff } from "lucide-react";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { tellOtherTabs } from "#components/api/session.ts";
import { Button } from "#components/ui/button.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import type { Role } from "#lib/core/ctx.ts";
import { Logo } from "./logo.tsx";
import { type OpenDemoLink, useDemoLink } from "./use-demo-link.ts";

const DEMO_LETTERS: Record<Role, string> = { admin: "AD", manager: "MN", operator: "OP" };

type Failure =
  | "unauthenticated"
  | "second_factor_wrong"
  | "too_many_requests"
  | "demo_link_not_valid"
  | "internal";

type Props = {
  /** The demo people that this browser may sign in as. */
  demo: Role[];
  openDemoLink: OpenDemoLink;
  /** The page to open afterwards. */
  next: string;
};

/** Signs in with email and password or, in a browser that opened a demo link, with one click. */
export function SignInForm({ demo, openDemoLink, next }: Props) {
  const say = useTranslations("signIn");
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState<string>();
  useDemoLink(openDemoLink, (code) => {
    if (demo.length === 0) setFailure(isKnown(code) ? code : "internal");
  });
  const [isCodeAsked, setCodeAsked] = useState(false);
  const enter = async (provider: "password" | "demo", fields: Record<string, string>) => {
    setBusy(fields.role ?? provider);
    setFailure(undefined);
    const answer = await signIn(provider, { ...fields, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) {
      tellOtherTabs();
      // The page is loaded anew, so that no data of a previous person stays in memory.
      window.location.assign(next);
      return;
    }
    setBusy(undefined);
    if (answer?.error === "second_factor_needed") {
      setCodeAsked(true);
      return;
    }
    setFailure(isKnown(answer?.error) ? answer.error : "internal");
  };
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    void enter("password", { email: text("email"), password: text("password"), code: text("code") });
  };
  return (
    <div className="flex w-full max-w-94 flex-col gap-6">
      <form
        onSubmit={submit}
        className="flex flex-col gap-5 rounded-box border border-line-strong bg-card p-7"
      >
        <header className="mb-1 flex items-center gap-3">
          <Logo size={32} />
          <div>
            <h1 className="font-semibold text-lg leading-5">{say("title")}</h1>
            <p className="text-muted text-xs">{say(isCodeAsked ? "codeDetail" : "detail")}</p>
          </div>
        </header>
        {failure && (
          <FormProblem hasIcon>
            <span className="text-error">{say(`failures.${failure}.what`)}</span>{" "}
            {say(`failures.${failure}.then`)}
          </FormProblem>
        )}
        {/* The fields stay in the form, because they are sent together with the code. */}
        <div hidden={isCodeAsked} className={isCodeAsked ? "" : "contents"}>
          <LoginField
            name="email"
            type="email"
            autoComplete="username"
            label={say("email")}
            isWrong={failure === "unauthenticated"}
          />
          <PasswordField isWrong={failure === "unauthenticated"} />
        </div>
        {isCodeAsked && (
          <LoginField
            name="code"
            autoComplete="one-time-code"
            autoFocus
            label={say("code")}
            isWrong={failure === "second_factor_wrong"}
          />
        )}
        <Button type="submit" look="primary" className="h-10 w-full" isBusy={busy === "password"}>
          {say("enter")}
        </Button>
        {isCodeAsked && (
          <Button
            look="ghost"
            className="self-center"
            onClick={() => {
              setCodeAsked(false);
              setFailure(undefined);
            }}
          >
            {say("back")}
          </Button>
        )}
      </form>
      {demo.length > 0 && !isCodeAsked && (
        <section className="flex flex-col gap-2">
          <h2 className="px-1 text-muted text-xs">{say("demo")}</h2>
          <div className="grid grid-cols-3 gap-2">
            {demo.map((role) => (
              <button
                key={role}
                type="button"
                disabled={busy !== undefined}
                onClick={() => enter("demo", { role })}
                className="flex min-w-0 items-center gap-1.5 rounded-lg border border-line-strong bg-card px-2 py-2 text-left hover:border-control"
              >
                <span
                  aria-hidden
                  className="flex size-5 flex-none items-center justify-center rounded-full bg-base-300 font-semibold text-[8px] text-muted max-sm:hidden"
                >
                  {DEMO_LETTERS[role]}
                </span>
                <span className="min-w-0">
                  <span className="block truncate font-medium">{say(`roles.${role}.name`)}</span>
                  <span className="block truncate text-muted text-xs">{say(`roles.${role}.does`)}</span>
                </span>
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

const isKnown = (error: string | null | undefined): error is Failure =>
  error === "unauthenticated" ||
  error === "second_factor_wrong" ||
  error === "too_many_requests" ||
  error === "demo_link_not_valid";

function LoginField({
  label,
  isWrong,
  ...rest
}: { label: string; isWrong: boolean } & React.ComponentProps<"input">) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        required
        aria-invalid={isWrong}
        className={`input h-10 w-full text-base max-sm:text-lg ${isWrong ? "border-error" : ""}`}
      />
    </div>
  );
}

function PasswordField({ isWrong }: { isWrong: boolean }) {
  const say = useTranslations("signIn");
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <LoginField
        name="password"
        type={isShown ? "text" : "password"}
        autoComplete="current-password"
        label={say("password")}
        isWrong={isWrong}
      />
      <button
        type="button"
        aria-label={say(isShown ? "hide" : "show")}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="absolute right-2 bottom-1.5 flex size-7 items-center justify-center rounded-field text-muted hover:bg-hover"
      >
        <Icon size={16} className="icon" aria-hidden />
      </button>
    </div>
  );
}
