"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { onChange } from "#components/api/live.ts";
import { useToast } from "#components/ui/toast.tsx";

type Props = {
  /** The signed-in user's id and name. The name is needed too, because a user and an API key may have the same id. */
  me: { id: number | null; name: string };
  /** 0 for a person who is no operator. */
  operatorId: number;
  canAssign: boolean;
};

/** Shows alerts on every screen as soon as they happen: see `tell-alert.ts`. */
export function Alerts({ me: { id, name }, operatorId, canAssign }: Props) {
  const say = useTranslations();
  const toast = useToast();
  const router = useRouter();
  useEffect(
    () =>
      onChange(async (change) => {
        // The person who asked for the score sees the result on the screen anyway.
        const isMine = change.actor_id === id && change.actor_name === name;
        const isAdvice = change.type === "lead.recommendation_changed" && operatorId > 0 && !isMine;
        const isUnaccepted = change.type === "appeal.nobody_accepts" && canAssign;
        if (!isAdvice && !isUnaccepted) return;
        // If loading the alert's code fails, the screens still show the change.
        const alerts = await import("./tell-alert.ts").catch(() => undefined);
        const open = (path: string) => ({ label: say("score.open"), onAct: () => router.push(path) });
        if (isAdvice) await alerts?.tellAdvice(change.subject_id, operatorId, { say, toast, open });
        else await alerts?.tellUnaccepted(change.subject_id, { say, toast, open });
      }),
    [say, toast, router, id, name, operatorId, canAssign],
  );
  return null;
}
