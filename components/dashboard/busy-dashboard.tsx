"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { RefreshOnChange } from "./refresh-on-change.tsx";

/** Stands in for the dashboard while too many reports of the workspace are being read. The next refresh replaces it. */
export function BusyDashboard() {
  const say = useTranslations();
  const router = useRouter();
  return (
    <div className="mx-auto flex max-w-[90rem] flex-col gap-4 px-6 py-4 max-sm:px-4">
      <PageTitle>{say("dashboard.title")}</PageTitle>
      <RefreshOnChange />
      <ErrorState
        title={say("common.failed")}
        detail={say("problems.share_exceeded")}
        action={<Button onClick={() => router.refresh()}>{say("common.tryAgain")}</Button>}
      />
    </div>
  );
}
