import { useTranslations } from "next-intl";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { ChangeList } from "./change-list.tsx";

type Props = { subjectType: string; changes: Pick<EventJson, "before" | "after"> | undefined };

/** Shows what others changed while a form was open. Renders nothing without changes. */
export function ChangesByOthers({ subjectType, changes }: Props) {
  const say = useTranslations("common");
  if (!changes) return null;
  return (
    <div role="status" className="rounded-box border border-line bg-warning-soft p-3">
      <p>{say("changedMeanwhile")}</p>
      <ChangeList event={{ subject_type: subjectType, ...changes }} />
    </div>
  );
}
