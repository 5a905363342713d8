"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useLayoutEffect, useRef } from "react";
import { Dialog } from "./dialog.tsx";
import { useKeptText } from "./use-kept-text.ts";

type Props = {
  title: string;
  detail?: string;
  onClose: () => void;
  children: React.ReactNode;
  /** The main action and a second one, at the bottom. */
  footer?: React.ReactNode;
  /** Whether a click outside closes it. Only for sheets without typed text and without content that is shown once. */
  canCloseOutside?: boolean;
  /**
   * Keeps typed text when Back or Escape closes the sheet, for the next sheet with this key: the kind and the id of the
   * record, such as `lost-lead-12`. Only for sheets that create something or ask for a reason. A form that edits must
   * open with the stored values.
   */
  draftKey?: string | undefined;
};

/** A sheet over the screen: on the right on a desktop, at the bottom on a phone. */
export function Sheet({
  title,
  detail,
  onClose,
  children,
  footer,
  canCloseOutside = false,
  draftKey,
}: Props) {
  const say = useTranslations("common");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const keepText = useKeptText(ref, draftKey);
  useLayoutEffect(() => {
    // With a physical keyboard typing can begin at once; on a phone the screen keyboard would hide the sheet.
    if (window.matchMedia("(pointer: fine)").matches)
      ref.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <Dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={keepText}
      closedby={canCloseOutside ? "any" : "closerequest"}
      className="sheet fixed m-0 flex max-h-none max-w-none flex-col bg-base-100 p-0 shadow-over max-sm:top-auto max-sm:bottom-(--keyboard) max-sm:max-h-[calc(88dvh-var(--keyboard))] max-sm:w-full max-sm:rounded-t-2xl sm:top-0 sm:right-0 sm:left-auto sm:h-[calc(100dvh-var(--keyboard))] sm:w-[calc(26rem+var(--inset-right))] sm:pr-(--inset-right)"
    >
      <header className="flex items-start gap-3 px-6 pt-5 pb-3">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} dir="auto" className="truncate font-semibold text-lg">
            {title}
          </h2>
          {detail && (
            <p dir="auto" className="truncate text-muted text-xs">
              {detail}
            </p>
          )}
        </div>
        <button
          type="button"
          className="btn btn-ghost btn-sm btn-square -mr-2"
          aria-label={say("close")}
          onClick={() => ref.current?.close()}
        >
          <X size={16} className="icon" aria-hidden />
        </button>
      </header>
      <div
        className={`min-h-0 flex-1 overflow-y-auto px-6 pb-4 ${footer ? "" : "max-sm:pb-[calc(16px+var(--inset-bottom))]"}`}
      >
        {children}
      </div>
      {footer && (
        <footer className="flex justify-end gap-2 border-line border-t px-6 py-4 max-sm:pb-[max(32px,var(--inset-bottom))]">
          {footer}
        </footer>
      )}
    </Dialog>
  );
}
