import { useTranslations } from "next-intl";
import { SavedViews, type ViewBoard } from "./saved-views.tsx";
import { type Changes, useFilters } from "./use-filters.ts";
import { ViewTab } from "./view-tab.tsx";

type Props = {
  board: ViewBoard;
  /** What the everyday views are, each with the parameters that it sets; those of the others it takes away. */
  tabs: { name: string; changes: Changes }[];
};

/** Everyday views of a board, and those that somebody kept. */
export function ViewTabs({ board, tabs }: Props) {
  const say = useTranslations("views");
  const { parameters, hrefOf } = useFilters(`/${board}`);
  const names = new Set(tabs.flatMap(({ changes }) => Object.keys(changes)));
  const none: Changes = Object.fromEntries([...names].map((name) => [name, undefined]));
  return (
    <nav
      aria-label={say("title")}
      className="flex min-w-0 gap-0.5 overflow-x-auto max-sm:order-last max-sm:w-full"
    >
      {tabs.map(({ name, changes }) => (
        <ViewTab
          key={name}
          href={hrefOf({ ...none, ...changes })}
          isHere={[...names].every((name) => (parameters.get(name) ?? undefined) === changes[name])}
        >
          {say(`tabs.${name}`)}
        </ViewTab>
      ))}
      <SavedViews board={board} />
    </nav>
  );
}
