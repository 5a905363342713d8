"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const TABS = [
  { href: "/settings", key: "workspace" },
  { href: "/settings/users", key: "users" },
  { href: "/settings/api-keys", key: "apiKeys" },
  { href: "/settings/ai", key: "ai" },
] as const;

export function SettingsTabs() {
  const say = useTranslations("settings.tabs");
  const path = usePathname();
  const isHere = (href: string) => path === href || (href !== "/settings" && path.startsWith(`${href}/`));
  return (
    <nav className="flex gap-5 overflow-x-auto border-line border-b">
      {TABS.map(({ href, key }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere(href) ? "page" : undefined}
          className={`-mb-px flex h-9 flex-none items-center border-b-2 max-sm:h-11 ${isHere(href) ? "border-base-content font-semibold" : "border-transparent text-muted hover:text-base-content"}`}
        >
          {say(key)}
        </Link>
      ))}
    </nav>
  );
}
