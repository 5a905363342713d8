/** The first letters of a name: two words give two letters. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length > 1
    ? `${words[0]?.[0] ?? ""}${words[1]?.[0] ?? ""}`.toUpperCase()
    : name.slice(0, 2).toUpperCase();
}

/** A person's initials. The current person's avatar (`isMe`) is coloured. */
export function Avatar({ name, isMe, size = 20 }: { name: string; isMe?: boolean; size?: 20 | 28 }) {
  const dimension = size === 20 ? "size-5 text-[9px]" : "size-7 text-2xs";
  return (
    <span
      title={name}
      className={`inline-flex ${dimension} flex-none items-center justify-center rounded-full font-semibold ${isMe ? "bg-primary text-primary-content" : "bg-base-300 text-muted"}`}
    >
      <span aria-hidden>{initialsOf(name)}</span>
      <span className="quiet">{name}</span>
    </span>
  );
}
