"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/states.tsx";

/**
 * Shown when a screen fails; the other screens still work. It reloads the whole page, because parts of it may come
 * from an older build.
 */
export default function ScreenError() {
  const say = useTranslations("common");
  return (
    <ErrorState
      title={say("failed")}
      detail={say("failedDetail")}
      action={<Button onClick={() => window.location.reload()}>{say("tryAgain")}</Button>}
    />
  );
}
