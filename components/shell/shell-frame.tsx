"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { Role } from "#lib/core/ctx.ts";
import { useKeyboardInset } from "./use-keyboard-inset.ts";

const BOARDS: readonly string[] = ["leads", "sales"];
/** Screens whose main action stands in the corner of a phone's bar. */
const WITH_ACTION: readonly string[] = ["leads", "distribution", "team"];

/**
 * What stands around every screen. It says what the styles must know of the screen inside, because `:has()` would cost
 * a new look at every element of the page whenever one comes or goes, as cards do in each frame of a drag.
 */
export function ShellFrame({ role, children }: { role: Role; children: React.ReactNode }) {
  useKeyboardInset();
  const screen = usePathname().split("/")[1] ?? "";
  const isTable = useSearchParams().get("view") === "table";
  const board = isTable ? "table" : "lanes";
  return (
    <div
      className="shell-frame flex h-dvh"
      data-role={role}
      data-board={BOARDS.includes(screen) ? board : undefined}
      data-has-action={WITH_ACTION.includes(screen) ? "" : undefined}
    >
      {children}
    </div>
  );
}
