import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import type { SessionEnd } from "#components/api/session.ts";
import { Dialog } from "#components/ui/dialog.tsx";

/** Covers a page that can no longer send requests: says why, with one button. The page stays readable. */
export function SessionEnded({ end }: { end: SessionEnd }) {
  const say = useTranslations("sessionEnd");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { pathname, search } = window.location;
  // In another workspace only the screen exists, not the lead or the filters of this address.
  const screen = pathname.split("/", 2).join("/");
  const href = end === "unauthenticated" ? `/login?next=${encodeURIComponent(pathname + search)}` : screen;
  return (
    <Dialog
      ref={ref}
      role="alertdialog"
      aria-labelledby={titleId}
      closedby="none"
      onCancel={(event) => event.preventDefault()}
      className="fixed inset-x-0 top-0 mx-auto mt-4 mb-auto w-112 max-w-[calc(100vw-2rem)] rounded-box border border-line-strong bg-card p-5 shadow-over"
    >
      <h2 id={titleId} className="font-semibold text-lg">
        {say(`${end}.title`)}
      </h2>
      <p className="mt-1 text-muted">{say(`${end}.detail`)}</p>
      <a href={href} className="btn btn-primary btn-sm mt-4 h-8 font-medium max-sm:h-11">
        {say(`${end}.onward`)}
      </a>
    </Dialog>
  );
}
