"use client";

import { Circle, CircleCheck, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keepChoice } from "#components/api/keep-choice.ts";
import { settle } from "#components/api/settle.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { AppealJson, CreateAppealInput } from "#lib/conversations/appeals/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import { FIRST_STEPS, FIRST_STEPS_COOKIE } from "#lib/insight/dashboard/rules.ts";
import type { FirstSteps as Steps } from "#lib/insight/dashboard/schema.ts";

type Props = {
  steps: Steps;
  /** The code of the newest source, which receives the test enquiry. */
  source: string;
  createAppeal: (input: CreateAppealInput, key: string) => Promise<ActionResult<AppealJson>>;
};

/** The steps that a new workspace needs before it can receive enquiries, and which of them are done. */
export function FirstSteps({ steps, source, createAppeal }: Props) {
  const say = useTranslations("dashboard.firstSteps");
  const format = useFormat();
  const [isHidden, setHidden] = useState(false);
  const done = FIRST_STEPS.filter((step) => steps[step]).length;
  if (isHidden) return null;
  const hide = () => {
    keepChoice(FIRST_STEPS_COOKIE, "hidden");
    setHidden(true);
  };
  const ways = {
    source: <Way href="/distribution?new=source" words={say("source")} />,
    operator: <Way href="/settings/users?invite=operator" words={say("operator")} />,
    appeal: <TestAppeal source={source} createAppeal={createAppeal} />,
  };
  return (
    <section
      aria-label={say("title")}
      className="rounded-box border border-primary-line bg-primary-soft print:hidden"
    >
      <header className="flex h-12 items-center gap-3 pr-2 pl-4">
        <h2 className="font-semibold">{say("title")}</h2>
        <p className="text-muted">{say("done", { done: format.number(done) })}</p>
        <Button look="ghost" icon={X} aria-label={say("hide")} className="ml-auto" onClick={hide} />
      </header>
      <ol className="grid gap-x-6 gap-y-4 px-4 pb-4 md:grid-cols-3">
        {FIRST_STEPS.map((step) => {
          const Icon = steps[step] ? CircleCheck : Circle;
          return (
            <li key={step} className="flex gap-3">
              <Icon
                size={16}
                className={`icon mt-0.5 ${steps[step] ? "text-success" : "text-muted"}`}
                aria-hidden
              />
              <div className="flex flex-1 flex-col items-start gap-2">
                <p className="flex-1">
                  <span className={`font-medium ${steps[step] ? "text-muted line-through" : ""}`}>
                    {say(step)}
                  </span>
                  <span className="block text-muted text-xs">{say(`${step}Detail`)}</span>
                </p>
                {!steps[step] && ways[step]}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const Way = ({ href, words }: { href: string; words: string }) => (
  <Link href={href} className="btn btn-plain btn-sm h-7">
    {words}
  </Link>
);

function TestAppeal({ source, createAppeal }: Pick<Props, "source" | "createAppeal">) {
  const say = useTranslations("dashboard.firstSteps");
  const settings = useTranslations("settings");
  const router = useRouter();
  const toast = useToast();
  const tellProblem = useProblemToast();
  const once = useOnce();
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const enquiry = { lead_name: say("testName"), message: say("testMessage"), source };
    const result = await settle(
      once((key) => createAppeal({ lead_external_id: `test-${key}`, ...enquiry }, key)),
    );
    setBusy(false);
    if (!result.ok) return tellProblem(settings("notSaved"), result.problem);
    const { id, operator } = result.data;
    toast({
      subject: say("testName"),
      words: operator ? say("assigned", { name: operator.name }) : say("waiting"),
      action: { label: say("look"), onAct: () => router.push(`/inbox?view=everybody&appeal=${id}`) },
    });
    router.refresh();
  };
  return (
    <Button isSmall isBusy={isBusy} onClick={send}>
      {say("send")}
    </Button>
  );
}
