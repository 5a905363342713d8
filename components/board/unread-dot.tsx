import { useTranslations } from "next-intl";

/** A dot for unread messages. Renders nothing without any. */
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
