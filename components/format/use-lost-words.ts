import { useTranslations } from "next-intl";
import { OTHER_REASON } from "#lib/workspace/settings/rules.ts";

/** The reason of a loss as a text: a translated code or the workspace's own reason, and the comment. */
export function useLostWords(): (reason: string | null, comment?: string | null) => string {
  const say = useTranslations("lost.reasons");
  return (reason, comment) => {
    // With the reason "other" the comment stands alone.
    if (!reason || (reason === OTHER_REASON && comment)) return comment ?? "";
    const name = isCode(reason) && say.has(reason) ? say(reason) : reason;
    return comment ? `${name}: ${comment}` : name;
  };
}

/** The workspace's own reasons may contain a dot, which next-intl would read as a path, so they are not looked up. */
const isCode = (reason: string) => /^[a-z_]+$/.test(reason);
