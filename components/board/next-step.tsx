import { Calendar, type LucideIcon, Mail, Phone } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";

/** The third line of a card: an icon, a text that may be cut off, and a time that may not. */
export function CardNote({
  icon: Icon,
  words,
  when,
  isLate = false,
}: {
  icon: LucideIcon;
  words: string;
  when?: string | undefined;
  isLate?: boolean;
}) {
  return (
    <span className={`flex min-w-0 flex-1 items-center ${isLate ? "text-error" : "text-muted"}`}>
      <Icon size={14} className="icon mr-2" aria-hidden />
      <span dir="auto" className="truncate">
        {words}
      </span>
      {when && <span className="ml-1.5 flex-none">{when}</span>}
    </span>
  );
}

/** Finds the kind of a next step by the words that people use for it. */
const iconOf = (step: string) =>
  /call|phone|звон/i.test(step) ? Phone : /send|mail|лист|писа|ісла|правит/i.test(step) ? Mail : Calendar;

/** The next step and when it is due. An overdue step begins with how late it is. */
export function NextStep({ step, at }: { step: string; at: string | null }) {
  const say = useTranslations("board");
  const format = useFormat();
  const now = useNow().getTime();
  if (at && Date.parse(at) < now)
    return <CardNote icon={iconOf(step)} words={say("overdue", { age: format.age(at), step })} isLate />;
  return <CardNote icon={iconOf(step)} words={step} when={at ? format.moment(at) : undefined} />;
}
