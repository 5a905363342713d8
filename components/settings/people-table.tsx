"use client";

import { useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { hasOpenWork, LeavingSheet } from "#components/team/leaving-sheet.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ROLES, type Role } from "#lib/core/ctx.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateUserInput, OperatorJson, UpdateUserInput, UserJson } from "#lib/workspace/team/schema.ts";
import { AddPerson } from "./add-person.tsx";
import { OwnAccessSheet } from "./own-access-sheet.tsx";

type Change = { userId: number; input: UpdateUserInput };

type Props = {
  /** The signed-in user. */
  myId: number | null;
  users: UserJson[];
  operators: OperatorJson[];
  create: (input: CreateUserInput, key: string) => Promise<ActionResult<UserJson>>;
  update: (change: Change) => Promise<ActionResult<UserJson>>;
};

/** A change that waits for a confirmation. */
type Asked = { user: UserJson; input: UpdateUserInput };

/** The people of the workspace with their roles. A change takes effect with the person's next request. */
export function PeopleTable({ myId, users, operators, create, update }: Props) {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  const { run, isBusy } = useFormAction();
  const [isAdding, setAdding] = useState(false);
  const [own, setOwn] = useState<Asked>();
  const [leaving, setLeaving] = useState<Asked>();
  const client = useQueryClient();
  const change = async ({ user, input }: Asked) => {
    const words = input.role ? "roleChanged" : input.is_active ? "enabledAgain" : "disabledNow";
    const changed = await run(() => update({ userId: user.id, input }), say(words, { name: user.name }));
    setOwn(undefined);
    // After a refusal, for example because the chosen operator has left meanwhile, the sheet stays open for another choice.
    if (changed) setLeaving(undefined);
  };
  const operatorOf = ({ operator_id }: UserJson) => operators.find(({ id }) => id === operator_id);
  const askWork = async (asked: Asked) => {
    const { operator_id: operatorId } = asked.user;
    const isLeaving = asked.input.is_active === false && operatorId !== null;
    if (!isLeaving || !(await hasOpenWork(client, operatorId))) return change(asked);
    setOwn(undefined);
    setLeaving(asked);
  };
  const ask = (asked: Asked) => (asked.user.id === myId ? setOwn(asked) : void askWork(asked));
  const whoLeaves = leaving && operatorOf(leaving.user);
  return (
    <section className="flex flex-col gap-3">
      <Button icon={UserPlus} className="self-start" onClick={() => setAdding(true)}>
        {say("add")}
      </Button>
      <ul className="divide-y divide-line rounded-box border border-line-strong bg-card">
        {users.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            <Avatar name={user.name} size={28} />
            <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-3rem)]">
              <p className={`truncate font-medium ${user.is_active ? "" : "text-muted line-through"}`}>
                {user.name}
              </p>
              <p className="truncate text-muted text-xs">{user.email}</p>
            </div>
            <select
              aria-label={say("roleOf", { name: user.name })}
              value={user.role}
              disabled={isBusy}
              onChange={(event) => ask({ user, input: { role: event.target.value as Role } })}
              className="select h-8 w-32 border-line-strong max-sm:ml-10 max-sm:h-11 max-sm:flex-1 max-sm:text-lg"
            >
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles(role)}
                </option>
              ))}
            </select>
            <label className="flex min-w-24 items-center gap-2 text-muted">
              <input
                type="checkbox"
                className="toggle toggle-sm toggle-primary"
                checked={user.is_active}
                disabled={isBusy}
                onChange={(event) => ask({ user, input: { is_active: event.target.checked } })}
              />
              {say(user.is_active ? "active" : "disabled")}
            </label>
          </li>
        ))}
      </ul>
      {own && (
        <OwnAccessSheet
          role={own.input.role}
          isBusy={isBusy}
          onCancel={() => setOwn(undefined)}
          onConfirm={() => void askWork(own)}
        />
      )}
      {leaving && whoLeaves && (
        <LeavingSheet
          operator={whoLeaves}
          operators={operators}
          isBusy={isBusy}
          onCancel={() => setLeaving(undefined)}
          onConfirm={(handOverTo) =>
            void change({ ...leaving, input: { ...leaving.input, hand_over_to: handOverTo } })
          }
        />
      )}
      {isAdding && <AddPerson create={create} onClose={() => setAdding(false)} />}
    </section>
  );
}
