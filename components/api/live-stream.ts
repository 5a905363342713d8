import type { FeedJson } from "#lib/feed/schema.ts";

/** Milliseconds until a stream that the browser gave up is opened anew; doubled up to the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

type Options = {
  /** Where in the feed the page was made. */
  since: string;
  onChange: (change: FeedJson) => void;
  /** Too much was missed to be told. */
  onReset: () => void;
  onOpen: () => void;
  onBroken: () => void;
};

/**
 * One stream of changes that always comes back. The browser itself returns from a broken connection, but gives
 * up at an answer that is no stream, such as a proxy's 502 while the server restarts; then a new stream goes on
 * where the old one was.
 * @returns the way to end it
 */
export function openLiveStream({ since, onChange, onReset, onOpen, onBroken }: Options): () => void {
  let position = since;
  let wait = FIRST_WAIT;
  let stream: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    clearTimeout(timer);
    timer = undefined;
    stream = new EventSource(`/api/v1/stream?since=${encodeURIComponent(position)}`);
    stream.addEventListener("change", (message: MessageEvent<string>) => {
      position = message.lastEventId;
      onChange(JSON.parse(message.data) as FeedJson);
    });
    stream.addEventListener("reset", (message: MessageEvent<string>) => {
      position = message.lastEventId;
      onReset();
    });
    stream.addEventListener("open", () => {
      wait = FIRST_WAIT;
      onOpen();
    });
    stream.addEventListener("error", () => {
      onBroken();
      if (stream.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    });
  };
  const hurry = () => {
    if (timer !== undefined) open();
  };
  open();
  window.addEventListener("online", hurry);
  return () => {
    window.removeEventListener("online", hurry);
    clearTimeout(timer);
    stream.close();
  };
}
