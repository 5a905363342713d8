import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useSeenRow } from "#components/api/use-seen-row.ts";
import { TimeZoneField } from "#components/format/time-zone-field.tsx";
import { ChangesByOthers } from "#components/log/changes-by-others.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import {
  type OperatorText,
  type OperatorTexts,
  operatorFields,
  operatorTexts,
  textSpec,
} from "#lib/workspace/team/fields.ts";
import type { CreateOperatorInput, DepartmentJson, OperatorJson } from "#lib/workspace/team/schema.ts";
import type { TeamActions } from "./actions.ts";
import { HoursEditor } from "./hours-editor.tsx";
import { hasOpenWork, LeavingSheet } from "./leaving-sheet.tsx";
import { OperatorStats } from "./operator-stats.tsx";
import { readSkills, skillsText } from "./skill-words.ts";

type Props = {
  /** Undefined creates a new operator. */
  operator: OperatorJson | undefined;
  operators: OperatorJson[];
  departments: DepartmentJson[];
  /** The time zones to choose from. */
  zones: readonly string[];
  actions: TeamActions;
  onClose: () => void;
};

const FIRST_LIMIT = 10;

/** The form for an operator, new or existing. */
export function OperatorSheet({ operator, operators, departments, zones, actions, onClose }: Props) {
  const say = useTranslations("team");
  const common = useTranslations("common");
  const fields = useTranslations("fields");
  const { changeOf, changedByOthers, acceptCurrentRow } = useSeenRow(operator, operatorFields());
  const { run, isBusy, errorOf } = useFormAction({ onProblem: acceptCurrentRow });
  const numbers = useNumberFields();
  const once = useOnce();
  const [hours, setHours] = useState(operator?.working_hours ?? null);
  const [isActive, setActive] = useState(operator?.is_active ?? true);
  const [leaving, setLeaving] = useState<CreateOperatorInput>();
  const client = useQueryClient();
  const save = async (input: CreateOperatorInput, handOverTo?: number | null) => {
    const saving = () =>
      operator
        ? actions.update({
            operatorId: operator.id,
            input: { ...changeOf(input), hand_over_to: handOverTo },
          })
        : once((key) => actions.create(input, key));
    if (await run(saving, say("saved"))) onClose();
  };
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const words = (name: string) => String(form.get(name) ?? "").trim();
    const read = numbers.read(form, ["limit"]);
    if (!read) return;
    const input: CreateOperatorInput = {
      ...readTexts(words),
      department_id: words("department") === "" ? null : Number(words("department")),
      // An empty field does not mean a limit of 0, so a number is required.
      max_load: read.limit ?? Number.NaN,
      skills: readSkills(words("skills")),
      // The field is only shown together with hours. While it is hidden, its value stays.
      ...(form.has("zone") ? { time_zone: words("zone") || null } : {}),
      working_hours: hours,
      is_active: isActive,
    };
    const isLeaving = operator?.is_active && !isActive;
    if (isLeaving && (await hasOpenWork(client, operator.id))) setLeaving(input);
    else await save(input);
  };
  return (
    <Sheet
      title={operator?.name ?? say("add")}
      draftKey={operator ? undefined : "new-operator"}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button look="primary" type="submit" form="operator" isBusy={isBusy}>
            {say(operator ? "save" : "create")}
          </Button>
        </>
      }
    >
      <form id="operator" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <ChangesByOthers subjectType="operator" changes={changedByOthers} />
        {operator && <OperatorStats operatorId={operator.id} />}
        {operatorTexts().map((field) => (
          <TextField
            key={field}
            name={field}
            label={fields(field)}
            limit={textSpec(field).limit}
            defaultValue={operator?.[field] ?? undefined}
            error={errorOf(field)}
          />
        ))}
        <SelectField name="department" label={say("department")} defaultValue={operator?.department_id ?? ""}>
          <option value="">{say("noDepartment")}</option>
          {withOwn(departments, operator).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          name="limit"
          inputMode="numeric"
          label={say("limit")}
          hint={say("limitHint")}
          defaultValue={operator?.max_load ?? FIRST_LIMIT}
          error={numbers.errorOf("limit") ?? errorOf("max_load")}
        />
        <TextField
          name="skills"
          label={say("skills")}
          hint={say("skillsHint")}
          defaultValue={skillsText(operator?.skills ?? [])}
          error={errorOf("skills")}
        />
        <HoursEditor hours={hours} error={errorOf("working_hours")} onChange={setHours} />
        {hours !== null && (
          <TimeZoneField
            name="zone"
            zones={zones}
            label={say("zone")}
            hint={say("zoneHint")}
            defaultValue={operator?.time_zone ?? ""}
            error={errorOf("time_zone")}
          />
        )}
        {operator && (
          <label className="flex items-center gap-2 font-medium">
            <input
              type="checkbox"
              className="toggle toggle-sm toggle-primary"
              checked={isActive}
              onChange={(event) => setActive(event.target.checked)}
            />
            {say("active")}
          </label>
        )}
      </form>
      {leaving && operator && (
        <LeavingSheet
          operator={operator}
          operators={operators}
          isBusy={isBusy}
          onCancel={() => {
            setLeaving(undefined);
            setActive(true);
          }}
          onConfirm={(handOverTo) => void save(leaving, handOverTo)}
        />
      )}
    </Sheet>
  );
}

/** The text fields of the form. An empty one is null, unless a value is required. */
function readTexts(words: (name: string) => string): OperatorTexts {
  const read = (field: OperatorText) => words(field) || (textSpec(field).isRequired ? "" : null);
  return Object.fromEntries(operatorTexts().map((field) => [field, read(field)])) as OperatorTexts;
}

/** The departments, including the operator's own, which may be newer than the list and must be in the select. */
function withOwn(departments: Pick<DepartmentJson, "id" | "name">[], operator: OperatorJson | undefined) {
  const { department_id: id = null, department_name: name = null } = operator ?? {};
  if (id === null || departments.some((one) => one.id === id)) return departments;
  return [...departments, { id, name: name ?? "" }];
}
