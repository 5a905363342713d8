"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { useKeys } from "./use-keys.ts";

type Toast = {
  id: number;
  /** In bold: what it is about. */
  subject?: string;
  words: string;
  isProblem?: boolean;
  /** `key` is a letter that does the same, alone or with Ctrl. */
  action?: { label: string; onAct: () => void; key?: string };
};

/** Milliseconds that a message stays; as long as a move can be undone. */
const STAYS = 10_000;

const ShowToast = createContext<(toast: Omit<Toast, "id">) => void>(() => {});

/** Shows one message at the foot of the screen, in place of the one before. */
export const useToast = () => useContext(ShowToast);

export function ToastHost({ children }: { children: React.ReactNode }) {
  const [toast, setToast] = useState<Toast>();
  const show = useCallback((next: Omit<Toast, "id">) => setToast({ ...next, id: Date.now() }), []);
  return (
    <ShowToast value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-6 z-50 flex justify-center px-4 max-sm:bottom-22"
      >
        {toast && <ToastBar key={toast.id} toast={toast} onClose={() => setToast(undefined)} />}
      </div>
    </ShowToast>
  );
}

function ToastBar({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const say = useTranslations("common");
  const { subject, words, isProblem, action } = toast;
  useEffect(() => {
    const timer = setTimeout(onClose, STAYS);
    return () => clearTimeout(timer);
  }, [onClose]);
  const act = () => {
    action?.onAct();
    onClose();
  };
  const letter = action?.key?.toLowerCase();
  useKeys(letter ? { [letter]: act, [`ctrl+${letter}`]: act } : {});
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
          {action.key && (
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
