import { Check, CornerUpLeft, Ellipsis, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuAction } from "#components/ui/menu.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { InboxContext } from "./context.ts";
import type { AppealActs } from "./use-appeal-actions.ts";

type Props = {
  appeal: AppealJson;
  context: InboxContext;
  assign: AppealActs["assign"];
  onReturn: (appeal: AppealJson) => void;
  onClose: () => void;
};

/** The actions for an appeal that is not closed: buttons on a desktop, one menu on a phone. */
export function AppealActions({ appeal, context, assign, onReturn, onClose }: Props) {
  const say = useTranslations("inbox");
  const isActive = appeal.status === "active";
  const others = context.canAssign
    ? context.operators.filter(({ id, is_active }) => is_active && id !== appeal.operator?.id)
    : [];
  const assignees = (close: () => void) => (
    <ul aria-label={say("assignTo")} className="max-h-80 w-60 overflow-y-auto">
      {others.map((operator) => (
        <li key={operator.id}>
          <MenuAction close={close} onAct={() => void assign(appeal, operator.id)}>
            <Avatar name={operator.name} />
            <span className="min-w-0 flex-1 truncate">{operator.name}</span>
            <span className="text-muted text-xs tabular-nums">
              {operator.current_load}/{operator.max_load}
            </span>
          </MenuAction>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <span className="contents max-sm:hidden">
        {context.canAssign && (
          <Menu
            trigger={(trigger) => (
              <Button icon={UserPlus} {...trigger}>
                {say("assign")}
              </Button>
            )}
          >
            {assignees}
          </Menu>
        )}
        {isActive && (
          <>
            <Button icon={CornerUpLeft} onClick={() => onReturn(appeal)}>
              {say("return")}
            </Button>
            <Button onClick={onClose}>
              {say("close")} <kbd className="kbd">E</kbd>
            </Button>
          </>
        )}
      </span>
      <span className="sm:hidden">
        <Menu
          trigger={(trigger) => (
            <Button look="ghost" icon={Ellipsis} aria-label={say("moreActions")} {...trigger} />
          )}
        >
          {(close) => (
            <>
              {isActive && (
                <>
                  <MenuAction close={close} onAct={onClose}>
                    <Check size={16} className="icon text-muted" aria-hidden />
                    {say("close")}
                  </MenuAction>
                  <MenuAction close={close} onAct={() => onReturn(appeal)}>
                    <CornerUpLeft size={16} className="icon text-muted" aria-hidden />
                    {say("return")}
                  </MenuAction>
                </>
              )}
              {others.length > 0 && (
                <>
                  <p className="px-2.5 pt-2 pb-1 text-muted text-xs">{say("assignTo")}</p>
                  {assignees(close)}
                </>
              )}
            </>
          )}
        </Menu>
      </span>
    </>
  );
}
