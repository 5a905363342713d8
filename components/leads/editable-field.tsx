"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import { keyOf } from "#components/ui/keys.ts";
import { excessOf } from "#components/ui/length-note.tsx";
import { LimitedInput } from "#components/ui/limited-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { fieldSpec, type LeadField } from "#lib/pipeline/leads/fields.ts";
import type { LeadJson, UpdateLeadInput } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import { cacheLead } from "./lead-query.ts";
import { useBusinessDomains } from "./use-business-domains.ts";

/** Formats a moment for a `datetime-local` input. */
function localInput(at: string): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

type Props = {
  lead: LeadJson;
  field: LeadField;
  update: LeadActions["update"];
  /** Called when editing begins and ends. */
  onEdit?: (isEdited: boolean) => void;
};

/** A field of a lead that turns into an input in place. */
export function EditableField({ lead, field, update, onEdit }: Props) {
  const say = useTranslations("details");
  const fields = useTranslations("fields");
  const format = useFormat();
  const problemWords = useProblemWords();
  const client = useQueryClient();
  const toast = useToast();
  /** The lead when editing began; undefined while the field is not edited. */
  const [base, setBase] = useState<LeadJson>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isByKey = useRef(false);
  const edited = useRef<HTMLInputElement>(null);
  const { limit = Number.POSITIVE_INFINITY, input: type = "text" } = fieldSpec(field);
  const choicesId = useId();
  const choices = useBusinessDomains(field === "business_domain" && base !== undefined);
  const stored = (base ?? lead)[field];
  const open = () => {
    setBase(lead);
    onEdit?.(true);
  };
  const close = () => {
    setBase(undefined);
    setError(undefined);
    onEdit?.(false);
  };
  const words = (value: string | null) => (value && field === "next_step_at" ? format.full(value) : value);
  const shown = words(stored);

  /** Saves the value. If others changed only other fields meanwhile, it is saved again on their version. */
  const write = async (value: string | null, seen: LeadJson): ReturnType<typeof update> => {
    const input: UpdateLeadInput = { [field]: value, version: seen.version };
    const result = await settle(update({ leadId: lead.id, input }));
    const current = result.ok ? undefined : (result.problem.current as LeadJson | undefined);
    return current && current[field] === seen[field] ? write(value, current) : result;
  };

  const save = async (input: HTMLInputElement) => {
    // An incomplete date has an empty value, which must not clear the field.
    if (isBusy || input.validity.badInput) return;
    const text = input.value.trim();
    // A value that was stored before the limit existed stays until it is changed.
    if (text !== stored && excessOf(input.value, limit) > 0) return;
    const value = text === "" ? null : field === "next_step_at" ? new Date(text).toISOString() : text;
    if (value === stored || (field === "next_step_at" && stored && text === localInput(stored))) {
      close();
      return;
    }
    setBusy(true);
    const result = await write(value, base ?? lead);
    if (result.ok) {
      cacheLead(client, result.data);
      await client.invalidateQueries({ queryKey: ["lead", lead.id] });
      close();
      setBusy(false);
      return;
    }
    setBusy(false);
    // The field is no longer on the screen, so the problem is shown in a toast.
    if (!input.isConnected) {
      const subject = say("notSaved", { field: fields(field) });
      toast({ subject, words: problemWords(result.problem), isProblem: true });
    } else if (result.problem.code === "stale_version") {
      const current = result.problem.current as LeadJson;
      cacheLead(client, current);
      setBase(current);
      setError(say("changedMeanwhile", { value: words(current[field]) ?? say("nothing") }));
    } else setError(problemWords(result.problem));
  };
  // Back can close the drawer before the field loses the focus.
  const saveAtEnd = useEffectEvent(() => {
    if (base && edited.current) void save(edited.current);
  });
  useEffect(() => () => saveAtEnd(), []);
  return (
    <>
      {base ? (
        <LimitedInput
          limit={limit}
          type={type}
          aria-label={fields(field)}
          aria-invalid={error !== undefined}
          defaultValue={stored ? (field === "next_step_at" ? localInput(stored) : stored) : ""}
          autoFocus
          readOnly={isBusy}
          onFocus={(event) => {
            edited.current = event.currentTarget;
          }}
          // A refused value is only saved again by Enter, or discarded by Escape.
          onBlur={(event) => {
            isByKey.current = false;
            if (!error) void save(event.target);
          }}
          onKeyDown={(event) => {
            const key = keyOf(event);
            isByKey.current = key === "Enter" || key === "Escape";
            if (key === "Enter") void save(event.currentTarget);
            if (key !== "Escape") return;
            // Escape discards the edit, and must not also close the drawer.
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
          className={`input h-8 w-full max-sm:text-lg ${error ? "border-error" : ""}`}
          {...(choices.length > 0 ? { list: choicesId, autoComplete: "off" } : {})}
        />
      ) : (
        <button
          ref={(button) => {
            // After an edit that ended with a key, the focus returns to the field's button.
            if (button && isByKey.current) button.focus();
            isByKey.current = false;
          }}
          type="button"
          aria-label={`${say("edit", { field: fields(field) })}: ${shown ?? say("add")}`}
          onClick={open}
          className="-mx-2 flex min-h-8 w-[calc(100%+1rem)] items-center rounded-field px-2 text-left hover:bg-hover max-sm:min-h-11"
        >
          {shown ? (
            <span dir="auto" className="min-w-0 truncate">
              {shown}
            </span>
          ) : (
            <span className="in-[td]:opacity-0 text-faint group-hover/lead:opacity-100">{say("add")}</span>
          )}
        </button>
      )}
      {choices.length > 0 && (
        <datalist id={choicesId}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {error && (
        <p role="alert" className="flex items-center gap-1 pt-1 text-error text-xs">
          <CircleAlert size={14} className="icon" aria-hidden />
          {error}
        </p>
      )}
    </>
  );
}
