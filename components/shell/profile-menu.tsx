"use client";

import { Avatar } from "#components/ui/avatar.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";

const ProfileChoices = onDemand(() => import("./profile-choices.tsx").then((part) => part.ProfileChoices));

/** The signed-in person, and a menu with the sign-out. */
export function ProfileMenu({ name, roleName }: { name: string; roleName: string }) {
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
          <ProfileChoices onChosen={close} />
        </>
      )}
    </Menu>
  );
}
