import Link from "next/link";
import { useTranslations } from "next-intl";
import { Composer } from "#components/conversation/composer.tsx";
import { useDraft } from "#components/conversation/draft.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { nameOfClient } from "./appeal-words.ts";
import type { AppealActs } from "./use-appeal-actions.ts";
import { REPLY_FIELD } from "./use-inbox-keys.ts";
import type { Leaving } from "./use-open-appeal.ts";

type Props = { appeal: AppealJson; answer: AppealActs["answer"]; left: Leaving | undefined };

/** The reply field. After the appeal has left the list, it says why and keeps the draft. */
export function ReplyBox({ appeal, answer, left }: Props) {
  const say = useTranslations("inbox");
  const placeholder = say("writePlaceholder", { name: nameOfClient(appeal) });
  return (
    <Composer
      leadId={appeal.lead_id}
      way={`appeal:${appeal.id}`}
      send={(text, key) => answer(appeal, text, key)}
      label={placeholder}
      placeholder={placeholder}
      action={say("send")}
      closed={left && <Left appeal={appeal} left={left} />}
      fieldId={REPLY_FIELD}
    />
  );
}

/** Says who took the appeal over, and where the unsent draft is kept. */
function Left({ appeal, left }: { appeal: AppealJson; left: Leaving }) {
  const say = useTranslations("inbox");
  const hasDraft = useDraft(appeal.lead_id) !== "";
  const [type, name] =
    left === "unknown" ? ["unknown", ""] : [left.type.replace("appeal.", ""), left.actor_name];
  return (
    <>
      <span className="font-medium">{say(`left.${type}`, { name })}</span> {hasDraft && say("left.draft")}{" "}
      <Link href={`/leads/${appeal.lead_id}`} className="text-primary underline underline-offset-2">
        {say("openLead")}
      </Link>
    </>
  );
}
