import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { VIEWING_SECONDS } from "#lib/pipeline/leads/rules.ts";
import type { ViewerJson } from "#lib/pipeline/leads/schema.ts";

/** Milliseconds between two signs that the lead is on the screen. */
const SIGN_EVERY = (VIEWING_SECONDS / 3) * 1000;

/** Who else looks at this lead now; and the sign to the others that one does. */
export function LeadViewers({ leadId }: { leadId: number }) {
  const say = useTranslations("drawer");
  const { data: others = [] } = useQuery({
    queryKey: ["viewers", leadId],
    queryFn: () => postJson<ViewerJson[]>(`/leads/${leadId}/viewers`),
    refetchInterval: SIGN_EVERY,
    staleTime: SIGN_EVERY / 2,
    retry: false,
  });
  if (others.length === 0) return null;
  const names = others.map(({ name }) => name).join(", ");
  return (
    <p className="flex flex-none -space-x-1.5" title={say("alsoHere", { names })}>
      <span className="quiet">{say("alsoHere", { names })}</span>
      {others.slice(0, 3).map(({ operator_id, name }) => (
        <span key={operator_id} className="rounded-full ring-2 ring-success" aria-hidden>
          <Avatar name={name} />
        </span>
      ))}
    </p>
  );
}
