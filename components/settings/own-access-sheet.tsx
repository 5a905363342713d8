import { useTranslations } from "next-intl";
import { ConfirmSheet } from "#components/ui/confirm-sheet.tsx";
import type { Role } from "#lib/core/ctx.ts";

type Props = {
  /** The new role, or undefined to disable the account. */
  role: Role | undefined;
  isBusy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
};

/** Asks before an admin removes their own access: it works at once, and only another admin can restore it. */
export function OwnAccessSheet({ role, isBusy, onCancel, onConfirm }: Props) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  return (
    <ConfirmSheet
      title={role ? say("ownRole", { role: roles(role) }) : say("ownDisabling")}
      confirm={say(role ? "ownRoleNow" : "ownDisablingNow")}
      look="danger"
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>{say(role ? "ownRoleDetail" : "ownDisablingDetail")}</p>
    </ConfirmSheet>
  );
}
