import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { CardNote } from "./next-step.tsx";

type Props = { of: { lost_reason: string | null; lost_comment: string | null } };

/** The reason and comment of a lost lead or sale, on its card. */
export function LostNote({ of }: Props) {
  return <CardNote icon={X} words={useLostWords()(of.lost_reason, of.lost_comment)} />;
}

/** The same on a line of its own. */
export function LostLine({ of }: Props) {
  const say = useTranslations("drawer");
  const words = useLostWords();
  return (
    <p className="mt-3 text-muted">
      {say("lostBecause")}{" "}
      <span dir="auto" className="text-base-content">
        {words(of.lost_reason, of.lost_comment)}
      </span>
    </p>
  );
}
