"use client";

import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./leads-screen.tsx";

type Props = {
  leadId: number;
  context: LeadsContext;
  actions: LeadActions;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

export function LeadDrawer({ onClose }: Props) {
  return (
    <button type="button" onClick={onClose}>
      x
    </button>
  );
}
