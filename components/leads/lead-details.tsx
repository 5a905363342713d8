"use client";

import { useTranslations } from "next-intl";
import { fieldSpec, type LeadField, leadFields } from "#lib/pipeline/leads/fields.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import { ContactNote } from "./contact-note.tsx";
import type { LeadsContext } from "./context.ts";
import { EditableField } from "./editable-field.tsx";
import { gatePlace } from "./focus-gate.ts";
import { OwnerSelect } from "./owner-select.tsx";

type Props = { lead: LeadJson; context: LeadsContext; actions: LeadActions };

const isOnTop = (field: LeadField) => fieldSpec(field).isOnTop === true;
const ORDERED = [...leadFields().filter(isOnTop), ...leadFields().filter((field) => !isOnTop(field))];

/** The fields of a lead, editable in place. */
export function LeadDetails({ lead, context, actions }: Props) {
  const say = useTranslations("details");
  const fields = useTranslations("fields");
  return (
    <section aria-label={say("title")} className="px-4 py-4">
      <h3 className="mb-2 font-semibold">{say("title")}</h3>
      <dl className="flex flex-col">
        {ORDERED.map((field) => (
          <div
            key={field}
            {...gatePlace(`/${field}`)}
            className="grid min-h-8 grid-cols-[7.5rem_1fr] items-start gap-x-2"
          >
            <dt className="py-1.5 text-muted">{fields(field)}</dt>
            <dd className="min-w-0">
              <EditableField lead={lead} field={field} update={actions.update} />
              <ContactNote lead={lead} field={field} />
            </dd>
          </div>
        ))}
        <div className="grid min-h-8 grid-cols-[7.5rem_1fr] items-center gap-x-2">
          <dt className="text-muted">{fields("owner_id")}</dt>
          <dd className="min-w-0">
            <OwnerSelect lead={lead} context={context} assign={actions.assign} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
