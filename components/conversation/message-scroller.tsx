import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { LoadMore, type More } from "#components/ui/load-more.tsx";

type Props = {
  /** The id of the newest message. */
  newest: number | undefined;
  /** The way to earlier messages. */
  more: More | undefined;
  /** Where a few words stand that leave room. */
  at: "top" | "foot";
  children: React.ReactNode;
};

/**
 * Messages that scroll from their end: it opens there and goes back there with each new message. The browser measures
 * a reversed column from the foot, so what is read stays in place when earlier messages come in above it. Its own
 * anchoring is off, because it would hold on to the line of the day above, which goes.
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
