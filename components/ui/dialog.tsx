"use client";

import { type ComponentProps, type RefObject, type SyntheticEvent, useLayoutEffect } from "react";

type Heard = (event: SyntheticEvent<HTMLDialogElement>) => void;
type Props = Omit<ComponentProps<"dialog">, "ref" | "onClose" | "onCancel"> & {
  ref: RefObject<HTMLDialogElement | null>;
  onClose?: () => void;
  onCancel?: Heard;
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

/** The browser's own dialog, which keeps the focus inside and gives it back; open for as long as it is there. */
export function Dialog({ ref, onClose, onCancel, ...rest }: Props) {
  // Before it is painted: what is typed right now belongs into it already.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // One that is taken away by its button gives the focus back too; the browser does so only for a closed one.
    return () => dialog?.close();
  }, [ref]);
  return (
    <dialog
      ref={ref}
      // Closed by its removal, it may have been shown anew since.
      onClose={own(({ currentTarget }) => currentTarget.open || onClose?.())}
      onCancel={own((event) => onCancel?.(event))}
      {...rest}
    />
  );
}
