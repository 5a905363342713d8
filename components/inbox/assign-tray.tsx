import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson } from "#components/api/client.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { LoadBar } from "#components/ui/load-bar.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { nameOfClient } from "./appeal-words.ts";
import type { InboxContext } from "./context.ts";

type Props = {
  /** The dragged appeal. */
  appeal: AppealJson;
  context: InboxContext;
  onDrop: (operatorId: number) => void;
};

const folderOf = ({ max_load, current_load }: OperatorJson) => max_load - current_load;

/** Shown while an appeal is dragged: the operators who can take it, and those who can't, with the reason. */
export function AssignTray({ appeal, context, onDrop }: Props) {
  const say = useTranslations("inbox");
  const { data: operators, isPlaceholderData } = useQuery({
    queryKey: ["operators"],
    queryFn: () => getJson<OperatorJson[]>("/operators"),
    placeholderData: context.operators,
  });
  const others = (operators ?? []).filter(({ id, is_active }) => is_active && id !== appeal.operator?.id);
  const byRoom = others.toSorted((one, other) => folderOf(other) - folderOf(one)).map(({ id }) => id);
  // The order of the first answer is kept while an appeal is dragged. Loads change all the time, and a target that
  // moves under the pointer would assign the appeal to the wrong operator. New operators are added at the end.
  const [order, setOrder] = useState<number[]>();
  if (order === undefined && !isPlaceholderData) setOrder(byRoom);
  const places = new Map((order ?? byRoom).map((id, place) => [id, place]));
  const placeOf = ({ id }: OperatorJson) => places.get(id) ?? places.size;
  return (
    <div className="absolute inset-0 z-10 flex flex-col gap-4 overflow-y-auto bg-base-200 p-6">
      <h2 dir="auto" className="font-semibold text-lg">
        {nameOfClient(appeal)}
      </h2>
      <p className="text-muted">{say("assignHere")}</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
        {others
          .toSorted((one, other) => placeOf(one) - placeOf(other))
          .map((operator) => (
            <OperatorTarget key={operator.id} operator={operator} onDrop={() => onDrop(operator.id)} />
          ))}
      </ul>
    </div>
  );
}

function OperatorTarget({ operator, onDrop }: { operator: OperatorJson; onDrop: () => void }) {
  const say = useTranslations("inbox.exclusions");
  const [isOver, setIsOver] = useState(false);
  const { name, current_load, max_load } = operator;
  const isFull = current_load >= max_load;
  return (
    <li
      aria-disabled={isFull}
      // Cancelling the event marks the element as a drop target.
      onDragOver={(event) => {
        if (isFull) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      className={`flex items-center gap-3 rounded-box border-2 p-3 ${isOver ? "border-primary border-dashed bg-primary-soft" : "border-line-strong bg-card"}`}
    >
      <Avatar name={name} size={28} />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className={`truncate font-medium ${isFull ? "text-muted" : ""}`}>{name}</span>
        <span className="text-xs">
          <LoadBar load={current_load} limit={max_load} />
        </span>
        {isFull && (
          <span className="inline-flex items-center gap-1 text-warning text-xs">
            <Ban size={12} className="icon" aria-hidden />
            {say("full")}
          </span>
        )}
      </span>
    </li>
  );
}
