"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/states.tsx";

/** A screen that failed; the others go on. */
export default function ScreenError({ reset }: { reset: () => void }) {
  const say = useTranslations("common");
  return (
    <ErrorState
      title={say("failed")}
      detail={say("failedDetail")}
      action={<Button onClick={reset}>{say("tryAgain")}</Button>}
    />
  );
}
