"use client";

import { LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { tellOtherTabs } from "#components/api/session.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Menu, menuRow } from "#components/ui/menu.tsx";

/** Who is signed in, and the way out. */
export function ProfileMenu({ name, roleName }: { name: string; roleName: string }) {
  const say = useTranslations("shell");
  const leave = async () => {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    tellOtherTabs();
    window.location.assign("/login");
  };
  return (
    <Menu
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className="flex items-center justify-center rounded-full max-sm:size-11"
        >
          <Avatar name={name} isMe size={28} />
        </button>
      )}
    >
      {(close) => (
        <>
          <div className="px-2.5 py-2">
            <p className="font-medium">{name}</p>
            <p className="text-muted text-xs">{roleName}</p>
          </div>
          <Link href="/profile" className={menuRow} onClick={close}>
            <UserRound size={16} className="icon text-muted" aria-hidden />
            {say("profile")}
          </Link>
          <button type="button" className={menuRow} onClick={leave}>
            <LogOut size={16} className="icon text-muted" aria-hidden />
            {say("signOut")}
          </button>
        </>
      )}
    </Menu>
  );
}
