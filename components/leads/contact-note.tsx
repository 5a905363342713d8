import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

/** A note beside a phone or email: that it could not be read, or how it was originally written. */
export function ContactNote({ lead, field }: { lead: LeadJson; field: string }) {
  const say = useTranslations("details");
  if (field !== "phone" && field !== "email") return null;
  if (lead[`${field}_is_raw`]) {
    return (
      <p className="flex gap-1 pb-1 text-warning text-xs">
        <CircleAlert size={14} className="icon" aria-hidden />
        {say(`${field}IsRaw`)}
      </p>
    );
  }
  return field === "phone" && lead.phone_written ? (
    <p className="pb-1 text-muted text-xs">{say("phoneWritten", { value: lead.phone_written })}</p>
  ) : null;
}
