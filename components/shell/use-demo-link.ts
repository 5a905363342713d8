import { useEffect, useEffectEvent } from "react";
import { settle } from "#components/api/settle.ts";
import { DEMO_LINK_MARK } from "#lib/auth/demo-mark.ts";
import type { ActionResult } from "#lib/http/action.ts";

export type OpenDemoLink = (input: { code: string }) => Promise<ActionResult<void>>;

/**
 * Sends the code of a demo link, which stands behind `#` where only a script sees it. The page is then rendered anew
 * for this browser. A link that is pasted into a tab with this page changes the address without loading it.
 */
export function useDemoLink(open: OpenDemoLink, fail: (code: string) => void): void {
  const follow = useEffectEvent(async () => {
    const { hash, pathname, search } = window.location;
    if (!hash.startsWith(DEMO_LINK_MARK)) return;
    // The code works once, so it is of no use in the history.
    window.history.replaceState(window.history.state, "", pathname + search);
    const result = await settle(open({ code: hash.slice(DEMO_LINK_MARK.length) }));
    if (!result.ok) fail(result.problem.code);
  });
  useEffect(() => {
    const onChange = () => void follow();
    onChange();
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);
}
