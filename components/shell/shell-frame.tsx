"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useLayoutEffect, useState } from "react";
import { lookAtAddress } from "#components/ui/address.ts";
import { FullscreenOnPhone } from "#components/ui/fullscreen-on-phone.tsx";
import type { Role } from "#lib/core/ctx.ts";

/** Screens with their main action in the corner of a phone's top bar. */
const WITH_ACTION: readonly string[] = ["leads", "distribution", "team"];

function boardOf(screen: string, view: string | null): "lanes" | "table" | undefined {
  if (screen === "leads" && view === "table") return "table";
  return screen === "leads" || screen === "sales" ? "lanes" : undefined;
}

/** Loaded only on touch devices, because a desktop does not need the code. */
function watchPhoneKeyboard(): void {
  const { visualViewport } = window;
  if (!visualViewport || !window.matchMedia("(pointer: coarse)").matches) return;
  import("./watch-keyboard.ts").then(
    ({ watchKeyboard }) => watchKeyboard(visualViewport),
    () => undefined,
  );
}

/**
 * The frame around every screen. It sets attributes that the styles need, because `:has()` would check every element of
 * the page whenever one is added or removed, as cards are in each frame of a drag.
 */
export function ShellFrame({ role, children }: { role: Role; children: React.ReactNode }) {
  useEffect(watchPhoneKeyboard, []);
  const [isFullscreen, setFullscreen] = useState(false);
  const path = usePathname();
  const screen = path.split("/")[1] ?? "";
  const parameters = useSearchParams();
  const view = parameters.get("view");
  // By now the router has written the entry of the new address.
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
