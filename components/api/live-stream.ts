import type { FeedJson } from "#lib/feed/schema.ts";

/**
 * Milliseconds until a broken stream is opened anew, and how they grow with each try: after an outage of some
 * seconds the news is there within one, after a long one everybody's return is spread.
 */
const FIRST_WAIT = 150;
const GROWTH = 1.3;
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
 * One stream of changes that always comes back, where it was when it broke. The browser itself would return a
 * second later, and never from an answer that is no stream, such as a proxy's 502 while the server restarts.
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
      stream.close();
      timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(GROWTH * wait, LONGEST_WAIT);
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
