import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Users, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { sendJson } from "#components/api/client.ts";
import { Menu, menuRow } from "#components/ui/menu.tsx";
import { type EverydayView, type OpenableView, useViews, type ViewBoard, viewsKey } from "./use-views.ts";

type Props = { board: ViewBoard; everyday: EverydayView[] };

/** The views of a board as tabs; one's own can be taken away while it is open. */
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
          {view.isHere && <DeleteView board={board} view={view} />}
        </span>
      ))}
    </nav>
  );
}

/** The same on a phone: the one that is open, and the others behind it. */
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
            {view.isHere && <DeleteView board={board} view={view} />}
          </span>
        ))
      }
    </Menu>
  );
}

type LinkProps = { view: OpenableView; className: string; onClick?: () => void };

function ViewLink({ view: { name, href, isHere, saved }, className, onClick }: LinkProps) {
  const say = useTranslations("views");
  return (
    <Link href={href} aria-current={isHere ? "true" : undefined} className={className} onClick={onClick}>
      {saved?.is_shared && <Users size={12} className="icon" aria-label={say("shared")} />}
      {name}
    </Link>
  );
}

function DeleteView({ board, view: { saved } }: { board: ViewBoard; view: OpenableView }) {
  const say = useTranslations("views");
  const client = useQueryClient();
  if (!saved?.is_mine) return null;
  const remove = async () => {
    // What failed is seen by its still being there.
    await sendJson("DELETE", `/views/${saved.id}`).catch(() => undefined);
    await client.invalidateQueries({ queryKey: viewsKey(board) });
  };
  return (
    <button
      type="button"
      aria-label={say("delete", { name: saved.name })}
      onClick={() => void remove()}
      className="flex h-full w-7 items-center justify-center max-sm:size-11"
    >
      <X size={14} className="icon" aria-hidden />
    </button>
  );
}
