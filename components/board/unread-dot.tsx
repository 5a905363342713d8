import { useTranslations } from "next-intl";

/** Tells of messages that nobody has read; nothing at none. */
export function UnreadDot({ count }: { count: number }) {
  const say = useTranslations("board");
  if (count === 0) return null;
  return (
    <span
      role="img"
      aria-label={say("unread", { count })}
      className="size-2 flex-none rounded-full bg-primary"
    />
  );
}
