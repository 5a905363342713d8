"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { OperatorOptions } from "#components/team/operator-options.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceField } from "#components/ui/choice-field.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { fieldSpec, leadFields } from "#lib/pipeline/leads/fields.ts";
import type { DuplicateJson, LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { useBusinessDomains } from "./use-business-domains.ts";

type Props = {
  context: LeadsContext;
  create: LeadActions["create"];
  findDuplicates: LeadActions["findDuplicates"];
  /** Called at the end, with the lead to open if there is one. */
  onDone: (lead?: Pick<LeadJson, "id">) => void;
};

const ASKED = leadFields().filter((field) => fieldSpec(field).isAsked);

/** Whether an input is the phone or the email, by which duplicates are found. */
const isContact = (target: EventTarget) =>
  target instanceof HTMLInputElement && (target.name === "phone" || target.name === "email");

/** Creates a lead by hand. If another lead has the same phone or email, it warns first. */
export function NewLeadSheet({ context, create, findDuplicates, onDone }: Props) {
  const say = useTranslations("newLead");
  const common = useTranslations("common");
  const fields = useTranslations("fields");
  const problemWords = useProblemWords();
  const { run, isBusy, problem, errorOf } = useFormAction({ problemIn: "form", shownBy: "queries" });
  /** Other leads with this contact; undefined until they have been searched. */
  const [duplicates, setDuplicates] = useState<DuplicateJson[]>();
  const once = useOnce();
  const domains = useBusinessDomains(true).map((value) => ({ value }));
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (field: string) => String(form.get(field) ?? "").trim() || undefined;
    const owner = value("owner_id");
    const input = {
      source: value("source") ?? "manual",
      ...Object.fromEntries(ASKED.map((field) => [field, value(field)])),
      ...(owner ? { owner_id: Number(owner) } : {}),
    };
    const contact = { phone: value("phone"), email: value("email") };
    const made = await run<LeadJson | DuplicateJson[]>(async () => {
      if (!duplicates && (contact.phone || contact.email)) {
        const found = await settle(findDuplicates(contact));
        // The search only warns. If it fails, the lead is created anyway.
        if (found.ok && found.data.length > 0) return found;
      }
      return once((key) => create(input, key));
    });
    if (Array.isArray(made)) setDuplicates(made);
    else if (made) onDone(made);
  };
  const isGeneral = problem && !ASKED.some(errorOf);
  return (
    <Sheet
      title={say("title")}
      detail={say("detail")}
      draftKey="new-lead"
      onClose={() => onDone()}
      footer={
        <>
          <Button onClick={() => onDone()}>{common("cancel")}</Button>
          <Button look="primary" type="submit" form="new-lead" isBusy={isBusy}>
            {say(duplicates ? "createAnyway" : "create")}
          </Button>
        </>
      }
    >
      <form
        id="new-lead"
        onSubmit={submit}
        onInput={({ target }) => isContact(target) && setDuplicates(undefined)}
        className="flex flex-col gap-4"
        noValidate
      >
        {duplicates && <Duplicates duplicates={duplicates} onOpen={onDone} />}
        {isGeneral && <FormProblem>{problemWords(problem)}</FormProblem>}
        {ASKED.map((field) => {
          const { limit, input } = fieldSpec(field);
          const props = { name: field, label: fields(field), error: errorOf(field) };
          return field === "business_domain" ? (
            <ChoiceField key={field} {...props} limit={limit} choices={domains} hint={say("domainHint")} />
          ) : (
            <TextField key={field} {...props} type={input ?? "text"} limit={input ? undefined : limit} />
          );
        })}
        <SelectField
          name="source"
          label={say("fields.source")}
          defaultValue={context.sources.some(({ code }) => code === "manual") ? "manual" : undefined}
        >
          {context.sources.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        {context.canAssign && (
          <SelectField name="owner_id" label={say("fields.owner")} defaultValue={context.myOperatorId ?? ""}>
            <option value="">{say("noOwner")}</option>
            <OperatorOptions operators={context.operators} />
          </SelectField>
        )}
      </form>
    </Sheet>
  );
}

type DuplicatesProps = { duplicates: DuplicateJson[]; onOpen: (lead: DuplicateJson) => void };

/** Links to the leads that already have this contact. */
function Duplicates({ duplicates, onOpen }: DuplicatesProps) {
  const say = useTranslations("newLead.duplicates");
  const nameOf = useLeadName();
  return (
    <section role="alert" className="rounded-field bg-warning-soft px-3 py-2">
      <h3 className="font-medium">{say("title")}</h3>
      <ul>
        {duplicates.map((lead) => (
          <li key={lead.id} className="flex items-center gap-3 py-1">
            <span className="min-w-0 flex-1">
              <span dir="auto" className="block truncate">
                {nameOf(lead)}
              </span>
              <span className="block text-muted text-xs">{say(lead.matched_by)}</span>
            </span>
            <Button aria-label={say("openNamed", { name: nameOf(lead) })} onClick={() => onOpen(lead)}>
              {say("open")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
