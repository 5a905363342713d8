"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useLayoutEffect, useState } from "react";
import { lookAtAddress } from "#components/ui/address.ts";
import { FullscreenOnPhone } from "#components/ui/fullscreen-on-phone.tsx";
import type { Role } from "#lib/core/ctx.ts";

/** Screens whose main action stands in the corner of a phone's bar. */
const WITH_ACTION: readonly string[] = ["leads", "distribution", "team"];

function boardOf(screen: string, view: string | null): "lanes" | "table" | undefined {
  if (screen === "leads" && view === "table") return "table";
  return screen === "leads" || screen === "sales" ? "lanes" : undefined;
}

/** Only where fingers type: a desk has no use for the code. */
function watchPhoneKeyboard(): void {
  const { visualViewport } = window;
  if (!visualViewport || !window.matchMedia("(pointer: coarse)").matches) return;
  import("./watch-keyboard.ts").then(
    ({ watchKeyboard }) => watchKeyboard(visualViewport),
    () => undefined,
  );
}

/**
 * What stands around every screen. It says what the styles must know of the screen inside, because `:has()` would cost
 * a new look at every element of the page whenever one comes or goes, as cards do in each frame of a drag.
 */
export function ShellFrame({ role, children }: { role: Role; children: React.ReactNode }) {
  useEffect(watchPhoneKeyboard, []);
  const [isFullscreen, setFullscreen] = useState(false);
  const path = usePathname();
  const screen = path.split("/")[1] ?? "";
  const parameters = useSearchParams();
  const view = parameters.get("view");
  // The router has written the entry of another address by now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs when the router shows another address.
  useLayoutEffect(() => lookAtAddress(), [path, parameters]);
  return (
    <div
      className="shell-frame flex h-dvh"
      data-role={role}
      data-board={boardOf(screen, view)}
      data-has-action={WITH_ACTION.includes(screen) ? "" : undefined}
      data-fullscreen-on-phone={isFullscreen ? "" : undefined}
    >
      <FullscreenOnPhone value={setFullscreen}>{children}</FullscreenOnPhone>
    </div>
  );
}
