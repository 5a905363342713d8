import { useTranslations } from "next-intl";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { BoardFilter } from "./board-filter.ts";
import { useFilters } from "./use-filters.ts";
import type { ViewBoard } from "./use-views.ts";

type Options = {
  board: ViewBoard;
  sources: SourceJson[];
  operators: OperatorJson[];
  /** The choices for the maximum age of the cards, in days. */
  ages: readonly number[];
};

/** The filters of every board: the lead's source, the card's owner and its age. */
export function useCommonFilters({ board, sources, operators, ages }: Options) {
  const say = useTranslations("views");
  const { parameters } = useFilters(`/${board}`);
  // An unknown value in the address still filters the cards, so it is shown as it is.
  const [code, ownerId] = [parameters.get("source") ?? undefined, parameters.get("owner_id") ?? undefined];
  const source: BoardFilter = {
    name: say("source"),
    value: sources.find((one) => one.code === code)?.name ?? code,
    options: sources.map(({ code, name }) => ({ key: code, name, changes: { source: code } })),
    parameters: ["source"],
  };
  const owner: BoardFilter = {
    name: say("owner"),
    value: operators.find(({ id }) => String(id) === ownerId)?.name ?? ownerId,
    options: operators.map(({ id, name }) => ({
      key: String(id),
      name,
      changes: { owner_id: String(id) },
    })),
    parameters: ["owner_id"],
  };
  const days = parameters.get("days");
  const age: BoardFilter = {
    name: say("age"),
    value: days === null ? undefined : say("under", { days: Number(days) }),
    options: ages.map((days) => ({
      key: String(days),
      name: say("under", { days }),
      changes: { days: String(days) },
    })),
    parameters: ["days"],
  };
  return { source, owner, age };
}
