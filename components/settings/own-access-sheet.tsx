import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { Role } from "#lib/core/ctx.ts";

type Props = {
  /** The new role, or undefined for being disabled. */
  role: Role | undefined;
  isBusy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
};

/** Asks before an admin removes their own access: it works at once, and only another admin can restore it. */
export function OwnAccessSheet({ role, isBusy, onCancel, onConfirm }: Props) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  const common = useTranslations("common");
  return (
    <Sheet
      title={role ? say("ownRole", { role: roles(role) }) : say("ownDisabling")}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
            {say(role ? "ownRoleNow" : "ownDisablingNow")}
          </Button>
        </>
      }
    >
      <p>{say(role ? "ownRoleDetail" : "ownDisablingDetail")}</p>
    </Sheet>
  );
}
