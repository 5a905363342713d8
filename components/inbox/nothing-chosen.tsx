import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/states.tsx";
import type { InboxView } from "./use-inbox-place.ts";

type Props = { hasAny: boolean; isLoading: boolean; view: InboxView };

const EMPTY = { mine: "empty", everybody: "emptyEverybody", closed: "emptyClosed" } as const;

/** Shown while no conversation is open: says what to do next. */
export function NothingChosen({ hasAny, isLoading, view }: Props) {
  const say = useTranslations("inbox");
  if (isLoading) return <div aria-busy className="flex-1 max-sm:hidden" />;
  const words = hasAny ? "choose" : EMPTY[view];
  return (
    <div
      className={`flex flex-1 items-center justify-center ${hasAny ? "max-sm:hidden" : "max-sm:absolute max-sm:inset-x-0 max-sm:top-1/3"}`}
    >
      <EmptyState icon={Inbox} title={say(words)} detail={say(`${words}Detail`)} />
    </div>
  );
}
