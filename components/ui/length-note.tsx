import { useTranslations } from "next-intl";

/** The share of a limit from which the count is shown. */
const COUNTED_FROM = 0.8;

/** Characters beyond a limit, counted as on the server: without blanks at the ends. */
export const excessOf = (text: string, limit: number): number => Math.max(0, text.trim().length - limit);

/** How close a text is to its limit, or by how much it is too long. */
export function LengthNote({ text, limit }: { text: string; limit: number }) {
  const say = useTranslations("common");
  const count = text.trim().length;
  if (count < limit * COUNTED_FROM) return null;
  const excess = excessOf(text, limit);
  return (
    <span
      role={excess > 0 ? "alert" : undefined}
      className={`text-xs tabular-nums ${excess > 0 ? "text-error" : "text-muted"}`}
    >
      {excess > 0 ? say("tooLong", { count: excess }) : say("length", { count, limit })}
    </span>
  );
}
