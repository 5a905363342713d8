"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type {
  OwnPasswordInput,
  RecoveryCodesJson,
  SecondFactorStateJson,
} from "#lib/auth/second-factor/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import { PasswordStep, RecoveryCodes, type SetupActions, SetupSteps } from "./second-factor-steps.tsx";

type Props = SetupActions & {
  state: SecondFactorStateJson;
  disable: (input: OwnPasswordInput) => Promise<ActionResult<void>>;
  renewCodes: (input: OwnPasswordInput) => Promise<ActionResult<RecoveryCodesJson>>;
};

/** The person's second factor at sign-in. */
export function SecondFactor({ state, start, confirm, disable, renewCodes }: Props) {
  const say = useTranslations("secondFactor");
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<"setUp" | "renew" | "turnOff">();
  const [codes, setCodes] = useState<string[]>();
  const close = (words?: string) => {
    setOpen(undefined);
    setCodes(undefined);
    router.refresh();
    if (words) toast({ words });
  };
  return (
    <section className="flex max-w-96 flex-col items-start gap-2 border-line border-b pb-6">
      <h2 className="font-semibold">{say("title")}</h2>
      <p className="text-muted">{say(state.is_on ? "on" : "off")}</p>
      {state.is_on && (
        <p className={state.recovery_codes_left < 3 ? "text-warning" : "text-muted"}>
          {say("codesLeft", { count: state.recovery_codes_left })}
        </p>
      )}
      {state.is_on && state.is_required && <p className="text-muted">{say("required")}</p>}
      <div className="mt-1 flex flex-wrap gap-2">
        {!state.is_on && <Button onClick={() => setOpen("setUp")}>{say("setUp")}</Button>}
        {state.is_on && <Button onClick={() => setOpen("renew")}>{say("renew")}</Button>}
        {state.is_on && !state.is_required && (
          <Button className="text-error" onClick={() => setOpen("turnOff")}>
            {say("turnOff")}
          </Button>
        )}
      </div>
      {open && (
        <Sheet title={say(open === "setUp" ? "app" : open)} onClose={() => close()}>
          {open === "setUp" && (
            <SetupSteps start={start} confirm={confirm} onDone={() => close(say("isOn"))} />
          )}
          {open === "renew" &&
            (codes ? (
              <RecoveryCodes codes={codes} onDone={() => close()} />
            ) : (
              <PasswordStep
                words={say("renew")}
                detail={say("renewDetail")}
                submit={renewCodes}
                onDone={(data) => setCodes(data.recovery_codes)}
              />
            ))}
          {open === "turnOff" && (
            <PasswordStep
              words={say("turnOff")}
              detail={say("turnOffDetail")}
              submit={disable}
              onDone={() => close(say("isOff"))}
            />
          )}
        </Sheet>
      )}
    </section>
  );
}
