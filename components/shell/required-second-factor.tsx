"use client";

import { useTranslations } from "next-intl";
import { type SetupActions, SetupSteps } from "#components/settings/second-factor-steps.tsx";
import { ObligationCard } from "./obligation-card.tsx";

type Props = SetupActions & {
  workspaceName: string;
  /** The page to open afterwards. */
  next: string;
};

/** Makes people set up a second factor if the workspace requires one. */
export function RequiredSecondFactor({ workspaceName, next, start, confirm }: Props) {
  const say = useTranslations("secondFactor");
  return (
    <ObligationCard
      title={say("obligedTitle")}
      detail={say("obligedDetail", { name: workspaceName })}
      leave={say("leave")}
    >
      <SetupSteps start={start} confirm={confirm} onDone={() => window.location.assign(next)} />
    </ObligationCard>
  );
}
