"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { getJson } from "#components/api/client.ts";
import { hoursWords } from "#components/format/hours-words.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { LoadBar } from "#components/ui/load-bar.tsx";
import { PageAction } from "#components/ui/page-action.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { DepartmentJson, OperatorJson } from "#lib/workspace/team/schema.ts";
import type { TeamActions } from "./actions.ts";
import { DepartmentList } from "./department-list.tsx";
import { OperatorSheet } from "./operator-sheet.tsx";

type Props = {
  initial: OperatorJson[];
  departments: DepartmentJson[];
  zones: readonly string[];
  actions: TeamActions;
};

/** The operators with their departments, limits, loads, hours and presence. */
export function TeamScreen({ initial, departments, zones, actions }: Props) {
  const say = useTranslations("team");
  const [opened, open] = useState<OperatorJson | "new">();
  const { data: operators } = useQuery({
    queryKey: ["operators"],
    queryFn: () => getJson<OperatorJson[]>("/operators"),
    initialData: initial,
  });
  const groups = [...departments, null].map((department) => ({
    name: department?.name ?? say("noDepartment"),
    id: department?.id ?? null,
    people: operators.filter(({ department_id }) => department_id === (department?.id ?? null)),
  }));
  return (
    <div className="flex max-w-6xl flex-col gap-4 px-6 py-4 max-sm:px-4">
      <header className="flex items-center justify-between gap-3 max-sm:contents">
        <PageTitle>{say("title")}</PageTitle>
        <PageAction icon={UserPlus} onClick={() => open("new")}>
          {say("add")}
        </PageAction>
      </header>
      {operators.length === 0 && <EmptyState icon={Users} title={say("empty")} detail={say("emptyDetail")} />}
      {groups
        .filter(({ people }) => people.length > 0)
        .map(({ id, name, people }) => (
          <section
            key={id}
            aria-label={name}
            className="min-w-0 rounded-box border border-line-strong bg-card"
          >
            <h2 className="flex h-11 items-center gap-2 px-4 font-semibold">
              {name} <span className="font-normal text-muted tabular-nums">{people.length}</span>
            </h2>
            <ul>
              {people.map((operator) => (
                <OperatorRow key={operator.id} operator={operator} onOpen={() => open(operator)} />
              ))}
            </ul>
          </section>
        ))}
      <DepartmentList departments={departments} actions={actions} />
      {opened && (
        <OperatorSheet
          operator={opened === "new" ? undefined : opened}
          {...{ operators, departments, zones, actions }}
          onClose={() => open(undefined)}
        />
      )}
    </div>
  );
}

function OperatorRow({ operator, onOpen }: { operator: OperatorJson; onOpen: () => void }) {
  const say = useTranslations("team");
  const locale = useLocale();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2.5 text-left hover:bg-hover md:grid-cols-[minmax(0,14rem)_7rem_9rem_minmax(0,1fr)_minmax(0,1fr)]"
      >
        <span className={`flex min-w-0 items-center gap-2.5 ${operator.is_active ? "" : "text-muted"}`}>
          <Avatar name={operator.name} size={28} />
          <span className={`truncate font-medium ${operator.is_active ? "" : "line-through"}`}>
            {operator.name}
          </span>
        </span>
        <Presence operator={operator} />
        <span className="text-xs max-md:col-span-2">
          <LoadBar load={operator.current_load} limit={operator.max_load} />
        </span>
        <span className="truncate text-muted text-xs max-md:col-span-2">
          {operator.working_hours
            ? hoursWords(operator.working_hours, locale) || say("noHours")
            : say("allHours")}
        </span>
        <span className="truncate text-muted text-xs max-md:col-span-2">{operator.skills.join(", ")}</span>
      </button>
    </li>
  );
}

function Presence({ operator }: { operator: OperatorJson }) {
  const say = useTranslations("team");
  const [tone, words] = !operator.is_active
    ? ["bg-control", say("inactive")]
    : operator.user_id === null
      ? ["bg-success", say("noSignIn")]
      : operator.is_present
        ? ["bg-success", say("present")]
        : operator.presence === "away"
          ? ["bg-warning", say("away")]
          : ["bg-control", say("gone")];
  return (
    <span className="flex items-center gap-2 text-muted text-xs">
      <span aria-hidden className={`size-2 flex-none rounded-full ${tone}`} />
      {words}
    </span>
  );
}
