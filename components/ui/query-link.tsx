import Link from "next/link";
import type { ComponentProps } from "react";
import { pushAddress } from "./address.ts";

type Props = Omit<ComponentProps<typeof Link>, "href" | "onNavigate"> & { href: string };

/**
 * A link to the same screen with another query, such as a filter. The address changes at once, because the screen loads
 * its own data. The router would change it when the page has come, and would drop it if a card were opened before that.
 */
export function QueryLink({ href, ...props }: Props) {
  const changeAtOnce = (event: { preventDefault: () => void }) => {
    const { pathname, searchParams } = new URL(href, window.location.href);
    // The page renders another screen for another view, such as a table in place of a board.
    const view = new URLSearchParams(window.location.search).get("view");
    if (pathname !== window.location.pathname || searchParams.get("view") !== view) return;
    event.preventDefault();
    pushAddress(href);
  };
  return <Link href={href} onNavigate={changeAtOnce} {...props} />;
}
