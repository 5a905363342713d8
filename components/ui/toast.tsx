"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useKeys } from "./use-keys.ts";

type Toast = {
  id: number;
  /** The subject, in bold. */
  subject?: string;
  words: string;
  isProblem?: boolean;
  /** The id of the card that the message is about. A newer message about the same card replaces it. */
  about?: number;
  /**
   * `key` is a letter that runs the action, alone or with Ctrl. If `onAct` returns false, the action was not done, and
   * can be tried again while the message is shown.
   */
  action?: { label: string; onAct: () => unknown; key?: string };
  /** Milliseconds, if not the default. */
  stays?: number;
};

/** Milliseconds that a message is shown: as long as a move can be undone. */
const STAYS = 10_000;

/** The maximum number of visible messages. A new one replaces the oldest. */
const MAX_TOASTS = 3;

const ShowToast = createContext<(toast: Omit<Toast, "id">) => void>(() => {});

/** Shows a message at the bottom of the screen, below the visible ones. */
export const useToast = () => useContext(ShowToast);

/** The topmost modal dialog, which makes everything outside of it invisible or inert; undefined without one. */
const topDialog = () => [...document.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1);

export function ToastHost({ children }: { children: React.ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [dialog, setDialog] = useState<HTMLDialogElement>();
  const lastId = useRef(0);
  const close = useCallback(
    (gone: number) => setToasts((before) => before.filter(({ id }) => id !== gone)),
    [],
  );
  const show = useCallback(
    (next: Omit<Toast, "id">) => {
      lastId.current += 1;
      const id = lastId.current;
      setDialog(topDialog());
      setToasts((before) => {
        const others = before.filter(({ about }) => !about || about !== next.about);
        return [...others, { ...next, id }].slice(-MAX_TOASTS);
      });
      // The timer is here and not in the bar, because the bar is mounted again when it moves into a dialog.
      setTimeout(() => close(id), next.stays ?? STAYS);
    },
    [close],
  );
  useEffect(() => {
    if (!dialog) return;
    const leave = () => setDialog(topDialog());
    // A dialog that is unmounted while open sends no close event.
    const look = () => !dialog.isConnected && leave();
    const removals = new MutationObserver(look);
    removals.observe(document.body, { childList: true, subtree: true });
    dialog.addEventListener("close", leave);
    look();
    return () => {
      removals.disconnect();
      dialog.removeEventListener("close", leave);
    };
  }, [dialog]);
  const host = (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-50 flex flex-col items-center gap-2 px-4 max-sm:bottom-[calc(12px+max(var(--foot-bar),var(--keyboard)))]"
    >
      {toasts.map((toast) => (
        <ToastBar
          key={toast.id}
          toast={toast}
          isKeyed={toast === toasts.findLast(({ action }) => action?.key === toast.action?.key)}
          onClose={() => close(toast.id)}
        />
      ))}
    </div>
  );
  return (
    <ShowToast value={show}>
      {children}
      {dialog ? createPortal(host, dialog) : host}
    </ShowToast>
  );
}

type BarProps = {
  toast: Toast;
  /** Whether the action's key belongs to this message: the newest message with the key has it. */
  isKeyed: boolean;
  onClose: () => void;
};

function ToastBar({ toast, isKeyed, onClose }: BarProps) {
  const say = useTranslations("common");
  const { subject, words, isProblem, action } = toast;
  const isActing = useRef(false);
  const act = async () => {
    if (isActing.current) return;
    isActing.current = true;
    const isDone = await action?.onAct();
    isActing.current = false;
    if (isDone !== false) onClose();
  };
  const letter = action?.key?.toLowerCase();
  useKeys(letter && isKeyed ? { [letter]: act, [`ctrl+${letter}`]: act } : {}, { overSheets: true });
  const Icon = isProblem ? CircleAlert : CircleCheck;
  return (
    <div className="toast-in pointer-events-auto flex min-h-11 max-w-full items-center gap-3 rounded-box bg-neutral py-1.5 pr-1.5 pl-4 text-neutral-content shadow-over">
      <Icon size={16} className="icon" aria-hidden />
      <p className="min-w-0">
        {subject && <span className="font-semibold">{subject} </span>}
        {words}
      </p>
      {action && (
        <button
          type="button"
          className="inline-flex h-8 items-center gap-2 rounded-field bg-base-100/15 px-3 font-medium hover:bg-base-100/25"
          onClick={act}
        >
          {action.label}
          {action.key && isKeyed && (
            <kbd className="kbd border-neutral-content/40 text-neutral-content">{action.key}</kbd>
          )}
        </button>
      )}
      {action && (
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden className="-rotate-90">
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity=".3" strokeWidth="2" />
          <circle
            className="toast-ring"
            cx="8"
            cy="8"
            r="6"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            pathLength="1"
          />
        </svg>
      )}
      <button
        type="button"
        aria-label={say("close")}
        className="inline-flex size-8 items-center justify-center rounded-field hover:bg-base-100/15"
        onClick={onClose}
      >
        <X size={16} className="icon" aria-hidden />
      </button>
    </div>
  );
}
