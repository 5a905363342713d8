"use client";

import { type ComponentProps, type RefObject, type SyntheticEvent, useLayoutEffect } from "react";
import { steps, useLayer } from "./use-layer.ts";

type Heard = (event: SyntheticEvent<HTMLDialogElement>) => void;
type Props = Omit<ComponentProps<"dialog">, "ref" | "onClose" | "onCancel"> & {
  ref: RefObject<HTMLDialogElement | null>;
  onClose?: () => void;
  onCancel?: Heard;
  /** Whether the dialog has its own address, and with it a history entry. */
  hasAddress?: boolean;
};

/**
 * Handles only events of the dialog itself. React also passes on the close event of a dialog that was opened inside it,
 * which browsers do not.
 */
const own =
  (hear: Heard): Heard =>
  (event) => {
    if (event.target === event.currentTarget) hear(event);
  };

/**
 * Closes the dialog as Escape does.
 * @returns whether it closes
 */
function requestClose(dialog: HTMLDialogElement | null): boolean {
  if (!dialog?.dispatchEvent(new Event("cancel", { cancelable: true }))) return dialog === null;
  dialog.close();
  return true;
}

/** Whether a click follows a link in the same tab. */
function isFollowing({ target, button, ctrlKey, metaKey, shiftKey, altKey }: React.MouseEvent): boolean {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  const isHere = link?.protocol.startsWith("http") && link.target === "";
  return Boolean(isHere) && button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

/**
 * The browser's dialog, which keeps the focus inside and returns it afterwards. It is open while mounted, and is a
 * history step unless it cannot be closed.
 */
export function Dialog({ ref, onClose, onCancel, hasAddress = false, ...rest }: Props) {
  // A layout effect, so that keys that are typed right now already reach the dialog.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser returns the focus only for a closed dialog, so a dialog that is unmounted is closed first.
    return () => dialog?.close();
  }, [ref]);
  useLayer(() => requestClose(ref.current), !hasAddress && rest.closedby !== "none");
  return (
    <dialog
      ref={ref}
      // A dialog that was closed by unmounting may have been shown again before the event arrives.
      onClose={own(({ currentTarget }) => currentTarget.open || onClose?.())}
      onCancel={own((event) => onCancel?.(event))}
      onClickCapture={(event) => {
        if (isFollowing(event)) steps().followLink();
      }}
      {...rest}
    />
  );
}
