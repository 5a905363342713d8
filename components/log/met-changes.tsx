import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { ChangeList } from "./change-list.tsx";

type Props = { subjectType: string; met: Pick<EventJson, "before" | "after"> | undefined };

/** What somebody else changed while a form was filled in; nothing where nobody did. */
export function MetChanges({ subjectType, met }: Props) {
  const say = useTranslations("common");
  if (!met) return null;
  return (
    <div role="status" className="rounded-box border border-line bg-warning-soft p-3">
      <p>{say("changedMeanwhile")}</p>
      <ChangeList event={{ subject_type: subjectType, ...met }} />
    </div>
  );
}
