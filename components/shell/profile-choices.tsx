import { LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { tellOtherTabs } from "#components/api/session.ts";
import { menuRow } from "#components/ui/menu.tsx";

/** The menu of the signed-in person. */
export function ProfileChoices({ onChosen }: { onChosen: () => void }) {
  const say = useTranslations("shell");
  const leave = async () => {
    await signOut({ redirect: false });
    tellOtherTabs();
    window.location.assign("/login");
  };
  return (
    <>
      <Link href="/profile" className={menuRow} onClick={onChosen}>
        <UserRound size={16} className="icon text-muted" aria-hidden />
        {say("profile")}
      </Link>
      <button type="button" className={menuRow} onClick={leave}>
        <LogOut size={16} className="icon text-muted" aria-hidden />
        {say("signOut")}
      </button>
    </>
  );
}
