import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { LoadMore, type More } from "#components/ui/load-more.tsx";

type Props = {
  /** The id of the newest message. */
  newest: number | undefined;
  /** The button that loads earlier messages. */
  more: More | undefined;
  /** Where the messages stand while they do not fill the box. */
  at: "top" | "foot";
  children: React.ReactNode;
};

/**
 * A list of messages that opens at its end and scrolls there with each new message. In a reversed column the browser
 * measures from the bottom, so the visible messages stay in place when earlier ones are added above. Scroll anchoring
 * is off, because it would hold on to the heading of the day, which is replaced.
 */
export function MessageScroller({ newest, more, at, children }: Props) {
  const say = useTranslations("conversation");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (newest !== undefined) box.current?.scrollTo({ top: 0 });
  }, [newest]);
  return (
    <div
      ref={box}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto px-5 py-4 [overflow-anchor:none]"
    >
      <div className={`flex flex-col gap-3 ${at === "top" ? "mb-auto" : ""}`}>
        <LoadMore more={more} label={say("earlier")} className="pb-1" />
        {children}
      </div>
    </div>
  );
}
