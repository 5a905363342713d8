"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { getJson } from "#components/api/client.ts";
import { onChange } from "#components/api/live.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { AppealJson } from "#lib/appeals/schema.ts";

/** Tells a manager at once, on whatever screen, that nobody accepts an appeal. */
export function UnacceptedAlert() {
  const say = useTranslations("inbox");
  const toast = useToast();
  const router = useRouter();
  useEffect(
    () =>
      onChange(async ({ type, subject_id }) => {
        if (type !== "appeal.nobody_accepts") return;
        const appeal = await getJson<AppealJson>(`/appeals/${subject_id}`);
        toast({
          words: say("nobodyAcceptsOf", { name: appeal.lead_name ?? appeal.lead_external_id ?? "" }),
          isProblem: true,
          action: {
            label: say("open"),
            onAct: () => router.push(`/inbox?view=everybody&appeal=${subject_id}`),
          },
        });
      }),
    [say, toast, router],
  );
  return null;
}
