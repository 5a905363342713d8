import { ChevronDown, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Menu, menuRow } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { QueryLink } from "#components/ui/query-link.tsx";
import type { DefaultView } from "#lib/pipeline/views/rules.ts";
import { type OpenableView, useViews, type ViewBoard } from "./use-views.ts";

const DeleteView = onDemand(() => import("./delete-view.tsx").then((part) => part.DeleteView));

type Props = { board: ViewBoard; everyday: DefaultView[] };

/** The views of a board as tabs. An open view that the person may change can be deleted. */
export function ViewTabs({ board, everyday }: Props) {
  const say = useTranslations("views");
  const views = useViews(board, everyday);
  return (
    <nav aria-label={say("title")} className="flex min-w-0 gap-0.5 overflow-x-auto max-sm:hidden">
      {views.map((view) => (
        <span
          key={view.key}
          className={`flex h-7 flex-none items-center rounded-field ${view.isHere ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`}
        >
          <ViewLink view={view} className="flex h-full items-center gap-1.5 px-2.5" />
          {view.isHere && view.saved?.is_changeable && <DeleteView view={view.saved} />}
        </span>
      ))}
    </nav>
  );
}

/** The same on a phone: the open view, and a menu with the others. */
export function ViewMenu({ board, everyday }: Props) {
  const say = useTranslations("views");
  const views = useViews(board, everyday);
  const here = views.findLast(({ isHere }) => isHere);
  return (
    <Menu
      align="left"
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className="flex h-11 max-w-32 items-center gap-2 rounded-full border border-line-strong px-4"
        >
          <span className="quiet">{say("title")}:</span>
          <span className="truncate">{here?.name ?? say("own")}</span>
          <ChevronDown size={16} className="icon text-muted" aria-hidden />
        </button>
      )}
    >
      {(close) =>
        views.map((view) => (
          <span key={view.key} className="flex items-center">
            <ViewLink view={view} className={menuRow} onClick={close} />
            {view.isHere && view.saved?.is_changeable && <DeleteView view={view.saved} />}
          </span>
        ))
      }
    </Menu>
  );
}

type LinkProps = { view: OpenableView; className: string; onClick?: () => void };

function ViewLink({ view: { name, href, isHere, saved, counted }, className, onClick }: LinkProps) {
  const say = useTranslations("views");
  const format = useFormat();
  return (
    <QueryLink href={href} aria-current={isHere} className={className} onClick={onClick}>
      {saved?.is_shared && <Users size={12} className="icon" aria-label={say("shared")} />}
      {name}
      {counted && (
        <span className="font-normal text-muted tabular-nums max-sm:ml-auto">
          {format.number(counted.count)}
          {counted.is_more && "+"}
        </span>
      )}
    </QueryLink>
  );
}
