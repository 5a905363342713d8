"use client";

import { type ComponentProps, type RefObject, type SyntheticEvent, useLayoutEffect } from "react";
import { steps, useLayer } from "./use-layer.ts";

type Heard = (event: SyntheticEvent<HTMLDialogElement>) => void;
type Props = Omit<ComponentProps<"dialog">, "ref" | "onClose" | "onCancel"> & {
  ref: RefObject<HTMLDialogElement | null>;
  onClose?: () => void;
  onCancel?: Heard;
  /** The address says that it is open, so that it is a step of the history already. */
  hasAddress?: boolean;
};

/**
 * Only what happens to the dialog itself: in React, and nowhere else, the closing of another one that was opened from
 * within rises to it too.
 */
const own =
  (hear: Heard): Heard =>
  (event) => {
    if (event.target === event.currentTarget) hear(event);
  };

/** Closes it as Escape does. @returns whether it closes */
function requestClose(dialog: HTMLDialogElement | null): boolean {
  if (!dialog?.dispatchEvent(new Event("cancel", { cancelable: true }))) return dialog === null;
  dialog.close();
  return true;
}

/** Whether a click follows a link in this very tab. */
function isFollowing({ target, button, ctrlKey, metaKey, shiftKey, altKey }: React.MouseEvent): boolean {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  const isHere = link?.protocol.startsWith("http") && link.target === "";
  return Boolean(isHere) && button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

/**
 * The browser's own dialog, which keeps the focus inside and gives it back; open for as long as it is there, and a step
 * of the history unless it can't be closed.
 */
export function Dialog({ ref, onClose, onCancel, hasAddress = false, ...rest }: Props) {
  // Before it is painted: what is typed right now belongs into it already.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // One that is taken away by its button gives the focus back too; the browser does so only for a closed one.
    return () => dialog?.close();
  }, [ref]);
  useLayer(() => requestClose(ref.current), !hasAddress && rest.closedby !== "none");
  return (
    <dialog
      ref={ref}
      // Closed by its removal, it may have been shown anew since.
      onClose={own(({ currentTarget }) => currentTarget.open || onClose?.())}
      onCancel={own((event) => onCancel?.(event))}
      onClickCapture={(event) => {
        if (isFollowing(event)) steps().followLink();
      }}
      {...rest}
    />
  );
}
