import { BEAT_EVERY } from "#lib/insight/feed/rules.ts";
import type { FeedJson } from "#lib/insight/feed/schema.ts";

/**
 * Milliseconds until a broken stream is opened again, growing with each attempt. After a short outage, changes arrive
 * within a second; after a long one, the clients' reconnections are spread over time.
 */
const FIRST_WAIT = 150;
const GROWTH = 1.3;
const MAX_WAIT = 30_000;
/** Milliseconds of silence after which the connection counts as lost: two heartbeats are missing. */
const SILENCE = 2.2 * BEAT_EVERY;

type Options = {
  /** The position in the feed at which the page was rendered. */
  since: string;
  /** The person, session and workspace that the page was rendered for. */
  pageIdentity: string;
  onChange: (change: FeedJson) => void;
  /** Called when too many changes were missed to send them one by one. */
  onReset: () => void;
  onOpen: () => void;
  onBroken: () => void;
};

/**
 * Opens a stream of changes that reconnects at the position where it broke. The browser's own reconnection waits
 * longer, and it gives up after an answer that is no stream, such as a proxy's 502 while the server restarts.
 * @returns a function that closes the stream
 */
export function openLiveStream({
  since,
  pageIdentity,
  onChange,
  onReset,
  onOpen,
  onBroken,
}: Options): () => void {
  let position = since;
  let wait = FIRST_WAIT;
  let stream: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(broken, SILENCE);
  };
  const broken = () => {
    onBroken();
    stream.close();
    clearTimeout(timer);
    timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(GROWTH * wait, MAX_WAIT);
  };
  const open = () => {
    stream = new EventSource(
      `/api/v1/stream?${new URLSearchParams({ since: position, made_for: pageIdentity })}`,
    );
    heard();
    const hear = (type: string, tell: (message: MessageEvent<string>) => void) =>
      stream.addEventListener(type, (message) => {
        heard();
        position = message.lastEventId;
        tell(message);
      });
    hear("change", ({ data }) => onChange(JSON.parse(data) as FeedJson));
    hear("reset", onReset);
    stream.addEventListener("beat", heard);
    stream.addEventListener("open", () => {
      heard();
      wait = FIRST_WAIT;
      onOpen();
    });
    stream.addEventListener("error", broken);
  };
  const hurry = () => {
    stream.close();
    open();
  };
  open();
  window.addEventListener("offline", broken);
  window.addEventListener("online", hurry);
  return () => {
    window.removeEventListener("offline", broken);
    window.removeEventListener("online", hurry);
    clearTimeout(timer);
    stream.close();
  };
}
