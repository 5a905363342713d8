"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useKeys } from "./use-keys.ts";

type Toast = {
  id: number;
  /** In bold: what it is about. */
  subject?: string;
  words: string;
  isProblem?: boolean;
  /** The id of the one card that it tells of: a newer message of it takes its place. */
  about?: number;
  /**
   * `key` is a letter that does the same, alone or with Ctrl. Where `onAct` answers false, it was not done and can
   * be tried again while the message stays.
   */
  action?: { label: string; onAct: () => unknown; key?: string };
  /** Milliseconds, where they are not the usual ones. */
  stays?: number;
};

/** Milliseconds that a message stays; as long as a move can be undone. */
const STAYS = 10_000;

/** Messages that are seen at once; the oldest gives way. */
const MAX_SHOWN = 3;

const ShowToast = createContext<(toast: Omit<Toast, "id">) => void>(() => {});

/** Shows a message at the foot of the screen, below those that are there still. */
export const useToast = () => useContext(ShowToast);

/** The dialog that is on top, outside of which nothing can be seen or pressed; undefined when there is none. */
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
        return [...others, { ...next, id }].slice(-MAX_SHOWN);
      });
      // From here and not from the bar, which begins anew where a dialog takes it along.
      setTimeout(() => close(id), next.stays ?? STAYS);
    },
    [close],
  );
  useEffect(() => {
    if (!dialog) return;
    const leave = () => setDialog(topDialog());
    // One that is taken out of the page while it is open never says that it closes.
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
  /** Whether the key of the action is this one's: it belongs to the newest that has it. */
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
