"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useFieldWords } from "#components/api/use-field-words.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TextField } from "#components/ui/field.tsx";
import type {
  ConfirmSecondFactorInput,
  OwnPasswordInput,
  RecoveryCodesJson,
  SecondFactorSetupJson,
} from "#lib/auth/second-factor/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";

type Codes = ActionResult<RecoveryCodesJson>;

export type SetupActions = {
  start: (input: OwnPasswordInput) => Promise<ActionResult<SecondFactorSetupJson>>;
  confirm: (input: ConfirmSecondFactorInput) => Promise<Codes>;
};

/** One step with one field. `submit` continues with the next step when the server accepts the value. */
function StepForm<Data>({
  field,
  words,
  submit,
  onDone,
  children,
}: {
  field: Omit<React.ComponentProps<typeof TextField>, "error"> & { name: string };
  words: string;
  submit: (text: string) => Promise<ActionResult<Data>>;
  onDone: (data: Data) => void;
  children?: React.ReactNode;
}) {
  const problemWords = useProblemWords();
  const [problem, setProblem] = useState<ProblemJson>();
  const [isBusy, setBusy] = useState(false);
  const errorOf = useFieldWords(problem);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get(field.name));
        setBusy(true);
        // The page is not refreshed, because it might redirect before the person has read the recovery codes.
        const result = await settle(submit(text));
        setBusy(false);
        setProblem(result.ok ? undefined : result.problem);
        if (result.ok) onDone(result.data);
      }}
    >
      {children}
      <TextField
        {...field}
        error={errorOf(field.name) ?? (problem && !problem.errors ? problemWords(problem) : undefined)}
      />
      <Button type="submit" look="primary" isBusy={isBusy} className="self-start">
        {words}
      </Button>
    </form>
  );
}

/** Asks for the password of the signed-in person. */
export function PasswordStep<Data>({
  words,
  detail,
  submit,
  onDone,
}: {
  words: string;
  detail?: string;
  submit: (input: OwnPasswordInput) => Promise<ActionResult<Data>>;
  onDone: (data: Data) => void;
}) {
  const say = useTranslations("secondFactor");
  return (
    <StepForm
      field={{
        name: "password",
        type: "password",
        autoComplete: "current-password",
        label: say("password"),
      }}
      words={words}
      submit={(password) => submit({ password })}
      onDone={onDone}
    >
      {detail && <p className="text-muted">{detail}</p>}
    </StepForm>
  );
}

/** Asks for the password, shows the QR code and checks a first code, then shows the recovery codes. */
export function SetupSteps({ start, confirm, onDone }: SetupActions & { onDone: () => void }) {
  const say = useTranslations("secondFactor");
  const [setup, setSetup] = useState<SecondFactorSetupJson>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (!setup) return <PasswordStep words={say("continue")} submit={start} onDone={setSetup} />;
  return (
    <StepForm
      field={{
        name: "code",
        inputMode: "numeric",
        autoComplete: "one-time-code",
        label: say("code"),
        hint: say("codeHint"),
      }}
      words={say("confirm")}
      submit={(code) => confirm({ code })}
      onDone={(data) => setCodes(data.recovery_codes)}
    >
      <p>{say("scan")}</p>
      {/* White in the dark theme too, because cameras need the contrast. */}
      <svg
        role="img"
        aria-label={say("qr")}
        viewBox={`0 0 ${setup.qr.size} ${setup.qr.size}`}
        shapeRendering="crispEdges"
        className="size-48 self-center rounded-field border border-line bg-white text-black"
      >
        <path d={setup.qr.path} fill="currentColor" />
      </svg>
      <div>
        <p className="text-muted text-xs">{say("secret")}</p>
        <code className="select-all break-words font-mono text-xs">
          {setup.secret.match(/.{1,4}/g)?.join(" ")}
        </code>
      </div>
    </StepForm>
  );
}

/** The recovery codes, shown once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const say = useTranslations("secondFactor");
  const text = codes.join("\n");
  return (
    <div className="flex flex-col gap-4">
      <div className="rounded-box border border-primary-line bg-primary-soft p-3">
        <p className="font-medium">{say("codes")}</p>
        <p className="mb-2 text-muted text-xs">{say("codesDetail")}</p>
        <ul className="grid select-all grid-cols-2 gap-x-4 gap-y-1 rounded-field bg-card px-3 py-2 font-mono text-xs">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-2">
        {/* In browsers without the copy button, one click selects all codes. */}
        <CopyButton text={text}>{say("copyCodes")}</CopyButton>
        <Button icon={Download} onClick={() => saveText("leadline-recovery-codes.txt", text)}>
          {say("download")}
        </Button>
      </div>
      <Button look="primary" className="self-start" onClick={onDone}>
        {say("saved")}
      </Button>
    </div>
  );
}

function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
