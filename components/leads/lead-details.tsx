"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { UNREACHABLE, useProblemWords } from "#components/api/use-problem-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import type { LeadJson, UpdateLeadInput } from "#lib/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./leads-screen.tsx";

const FIELDS = [
  "business_domain",
  "next_step",
  "next_step_at",
  "name",
  "phone",
  "email",
  "country",
  "language",
  "segment",
] as const;
type Field = (typeof FIELDS)[number];

const TYPES: Partial<Record<Field, string>> = {
  phone: "tel",
  email: "email",
  next_step_at: "datetime-local",
};

/** Somebody asked for this field: the cursor belongs into it. */
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

/** What an input of the browser's local time shows for a moment. */
function localInput(at: string): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

type Props = { lead: LeadJson; context: LeadsContext; actions: LeadActions };

/** The fields of a lead, edited where they stand. */
export function LeadDetails({ lead, context, actions }: Props) {
  const say = useTranslations("details");
  return (
    <section aria-label={say("title")} className="px-4 py-4">
      <h3 className="mb-2 font-semibold">{say("title")}</h3>
      <dl className="flex flex-col">
        {FIELDS.map((field) => (
          <EditableRow key={field} lead={lead} field={field} update={actions.update} />
        ))}
        <OwnerRow lead={lead} context={context} assign={actions.assign} />
      </dl>
    </section>
  );
}

function EditableRow({
  lead,
  field,
  update,
}: {
  lead: LeadJson;
  field: Field;
  update: LeadActions["update"];
}) {
  const say = useTranslations("details");
  const fields = useTranslations("fields");
  const format = useFormat();
  const problemWords = useProblemWords();
  const client = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const stored = lead[field];
  const shown = stored === null ? undefined : field === "next_step_at" ? format.full(stored) : stored;

  const save = async (raw: string) => {
    const text = raw.trim();
    const value = text === "" ? null : field === "next_step_at" ? new Date(text).toISOString() : text;
    if (value === stored || (field === "next_step_at" && stored && text === localInput(stored))) {
      setEditing(false);
      setError(undefined);
      return;
    }
    setBusy(true);
    const input: UpdateLeadInput = { [field]: value, version: lead.version };
    const result = await update({ leadId: lead.id, input }).catch(
      () => ({ ok: false, problem: UNREACHABLE }) as const,
    );
    setBusy(false);
    if (result.ok) {
      client.setQueryData(["lead", lead.id], result.data);
      await client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "board" || queryKey[0] === "lead",
      });
      setEditing(false);
      setError(undefined);
      return;
    }
    if (result.problem.code === "stale_version")
      client.setQueryData(["lead", lead.id], result.problem.current);
    setError(result.problem.errors?.[0]?.detail ?? problemWords(result.problem));
  };
  return (
    <div className="grid min-h-8 grid-cols-[7.5rem_1fr] items-start gap-x-2">
      <dt className="py-1.5 text-muted">{fields(field)}</dt>
      <dd className="min-w-0">
        {isEditing ? (
          <input
            type={TYPES[field] ?? "text"}
            aria-label={fields(field)}
            aria-invalid={error !== undefined}
            defaultValue={stored ? (field === "next_step_at" ? localInput(stored) : stored) : ""}
            ref={focusOnce}
            disabled={isBusy}
            onBlur={(event) => void save(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.currentTarget.blur();
              if (event.key !== "Escape") return;
              // Escape takes the edit back and leaves the drawer open.
              event.preventDefault();
              event.stopPropagation();
              setEditing(false);
              setError(undefined);
            }}
            className={`input h-8 w-full max-sm:text-lg ${error ? "border-error" : ""}`}
          />
        ) : (
          <button
            type="button"
            aria-label={say("edit", { field: fields(field) })}
            onClick={() => setEditing(true)}
            className="-ml-2 flex min-h-8 w-full items-center rounded-field px-2 text-left hover:bg-hover max-sm:min-h-11"
          >
            {shown ? (
              <span className="min-w-0 truncate">{shown}</span>
            ) : (
              <span className="text-faint">{say("add")}</span>
            )}
          </button>
        )}
        {error && (
          <p role="alert" className="flex items-center gap-1 pt-1 text-error text-xs">
            <CircleAlert size={14} className="icon" aria-hidden />
            {error}
          </p>
        )}
      </dd>
    </div>
  );
}

function OwnerRow({
  lead,
  context,
  assign,
}: {
  lead: LeadJson;
  context: LeadsContext;
  assign: LeadActions["assign"];
}) {
  const say = useTranslations("details");
  const fields = useTranslations("fields");
  const client = useQueryClient();
  const change = async (value: string) => {
    await assign({ leadId: lead.id, input: { operator_id: value ? Number(value) : null } }).catch(
      () => undefined,
    );
    await client.invalidateQueries();
  };
  return (
    <div className="grid min-h-8 grid-cols-[7.5rem_1fr] items-center gap-x-2">
      <dt className="text-muted">{fields("owner_id")}</dt>
      <dd className="flex min-w-0 items-center gap-2">
        {lead.owner_name && <Avatar name={lead.owner_name} isMe={lead.owner_id === context.myOperatorId} />}
        {context.mayAssign ? (
          <select
            aria-label={fields("owner_id")}
            value={lead.owner_id ?? ""}
            onChange={(event) => void change(event.target.value)}
            className="min-w-0 flex-1 cursor-pointer truncate rounded-field bg-transparent py-1.5 hover:bg-hover"
          >
            <option value="">{say("nobody")}</option>
            {context.operators.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          (lead.owner_name ?? say("nobody"))
        )}
      </dd>
    </div>
  );
}
