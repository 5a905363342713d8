"use client";

import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { keyOf } from "./keys.ts";

type Props = {
  /** Renders the button that opens the menu. Receives the state for its look. */
  trigger: (props: {
    onClick: () => void;
    "aria-expanded": boolean;
    "aria-haspopup": "menu";
  }) => React.ReactNode;
  align?: "left" | "right";
  opens?: "down" | "up";
  children: (close: () => void) => React.ReactNode;
};

/** A list that opens below or above its button and closes by itself. */
export function Menu({ trigger, align = "right", opens = "down", children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const close = () => setOpen(false);
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (keyOf(event) !== "Escape") return;
      // Escape must close only the menu, not also the sheet around it, which the browser would close.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      ref.current?.querySelector<HTMLElement>("button")?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [isOpen]);
  return (
    <div ref={ref} className="relative">
      {trigger({ onClick: () => setOpen(!isOpen), "aria-expanded": isOpen, "aria-haspopup": "menu" })}
      {isOpen && (
        <div
          className={`absolute z-40 min-w-48 ${opens === "down" ? "top-full mt-1" : "bottom-full mb-1"} rounded-box bg-base-100 p-1 text-base-content shadow-over ${align === "right" ? "right-0" : "left-0"}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}

/** The classes of a menu row. */
export const menuRow =
  "flex h-8 w-full items-center gap-2 rounded-field px-2.5 text-left hover:bg-hover max-sm:h-11";

/** A menu row that runs an action and closes the menu. */
export function MenuAction({
  close,
  onAct,
  children,
}: {
  close: () => void;
  onAct: () => void;
  children: React.ReactNode;
}) {
  const act = () => {
    close();
    onAct();
  };
  return (
    <button type="button" className={menuRow} onClick={act}>
      {children}
    </button>
  );
}

type ChoiceProps = Pick<React.ComponentProps<"button">, "lang" | "disabled" | "children"> & {
  isChosen: boolean;
  onChoose: () => void;
};

/** One of several choices in a menu, with a tick on the current one. */
export function MenuChoice({ isChosen, onChoose, children, ...rest }: ChoiceProps) {
  return (
    <button {...rest} type="button" className={menuRow} onClick={onChoose}>
      {children}
      {isChosen && <Check size={14} className="icon text-primary" aria-hidden />}
    </button>
  );
}
