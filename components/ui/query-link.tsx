"use client";

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
    // The page renders another screen for another view, such as a table in place of a board.
    if (viewOf(href.split("?")[1]) !== viewOf(location.search)) return;
    event.preventDefault();
    pushAddress(href);
  };
  return <Link href={href} onNavigate={changeAtOnce} {...props} />;
}

const viewOf = (query?: string) => new URLSearchParams(query).get("view");
