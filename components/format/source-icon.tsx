import { Globe, Handshake, type LucideIcon, ScanLine, Send, UserPen, Webhook } from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  scanner: ScanLine,
  partner: Handshake,
  telegram: Send,
  web: Globe,
  manual: UserPen,
};

/** The icon of a source. A source's code begins with its kind: `telegram-main` is Telegram. */
export function SourceIcon({ source, size = 14 }: { source: string; size?: number }) {
  const Icon = ICONS[source.split("-")[0] ?? ""] ?? Webhook;
  return <Icon size={size} className="icon text-muted" aria-label={source} />;
}
