import { memo } from "react";
import { piecesOf } from "./text-links.ts";

/** A message in which addresses and phone numbers are links. */
export const LinkedText = memo(function LinkedText({ text }: { text: string }) {
  return piecesOf(text).map(({ at, text: words, href, host }) =>
    href === undefined ? (
      words
    ) : (
      <span key={at}>
        <a
          href={href}
          target={href.startsWith("http") ? "_blank" : undefined}
          rel="noopener noreferrer nofollow"
          className="underline underline-offset-2 [overflow-wrap:anywhere]"
        >
          {words}
        </a>
        {host && <span className="text-muted"> ({host})</span>}
      </span>
    ),
  );
});
