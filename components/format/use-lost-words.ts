import { useTranslations } from "next-intl";
import { OTHER_REASON } from "#lib/workspace/settings/rules.ts";

/** Why something was lost, in the person's words: the reason by its code or as the workspace calls it, and the comment. */
export function useLostWords(): (reason: string | null, comment?: string | null) => string {
  const say = useTranslations("lost.reasons");
  return (reason, comment) => {
    // What was told in words only needs no word before it.
    if (!reason || (reason === OTHER_REASON && comment)) return comment ?? "";
    const name = isCode(reason) && say.has(reason) ? say(reason) : reason;
    return comment ? `${name}: ${comment}` : name;
  };
}

/** A reason in a workspace's own words may have a dot in it, which would lead deeper into the catalogue. */
const isCode = (reason: string) => /^[a-z_]+$/.test(reason);
