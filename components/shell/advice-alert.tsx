"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { getJson } from "#components/api/client.ts";
import { onChange } from "#components/api/live.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { LeadJson } from "#lib/leads/schema.ts";

type Props = {
  /** Who looks. The name too, because a user and an API key may have the same id. */
  me: { id: number | null; name: string };
  operatorId: number;
};

/** Tells the owner of a lead at once, on whatever screen, that the advice about it is another now. */
export function AdviceAlert({ me: { id, name }, operatorId }: Props) {
  const say = useTranslations("score");
  const toast = useToast();
  const router = useRouter();
  useEffect(
    () =>
      onChange(async ({ type, subject_id, actor_id, actor_name }) => {
        // Who asked for the score has it before their eyes.
        const isMine = actor_id === id && actor_name === name;
        if (type !== "lead.recommendation_changed" || isMine) return;
        // Without it the screens still show the new advice.
        const lead = await getJson<LeadJson>(`/leads/${subject_id}`).catch(() => undefined);
        if (lead?.owner_id !== operatorId || lead.ai_recommendation === null) return;
        toast({
          subject: lead.name ?? lead.external_id ?? say("unnamed"),
          words: say("adviceChanged", { advice: say(`words.${lead.ai_recommendation}`) }),
          action: { label: say("open"), onAct: () => router.push(`/leads/${subject_id}`) },
        });
      }),
    [say, toast, router, id, name, operatorId],
  );
  return null;
}
