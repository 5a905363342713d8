import { useEffect, useEffectEvent, useRef } from "react";
import { settle } from "#components/api/settle.ts";
import { replaceAddress } from "#components/ui/address.ts";
import { DEMO_LINK_MARK } from "#lib/auth/demo-mark.ts";
import type { ActionResult } from "#lib/http/action.ts";

export type OpenDemoLink = (input: { code: string }) => Promise<ActionResult<void>>;

/**
 * Sends the code of a demo link, which stands behind `#`, where only scripts can read it. Afterwards the page is
 * rendered again for this browser. A link that is pasted into a tab with this page changes the address without loading
 * the page.
 */
export function useDemoLink(open: OpenDemoLink, fail: (code: string) => void): void {
  const sent = useRef<string>(undefined);
  const follow = useEffectEvent(async () => {
    const { hash } = window.location;
    if (!hash.startsWith(DEMO_LINK_MARK) || hash === sent.current) return;
    sent.current = hash;
    const result = await settle(open({ code: hash.slice(DEMO_LINK_MARK.length) }));
    // A used code must not stay in the history.
    replaceAddress(window.location.pathname + window.location.search);
    if (!result.ok) fail(result.problem.code);
  });
  useEffect(() => {
    const onChange = () => void follow();
    onChange();
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);
}
