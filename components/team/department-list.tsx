import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { Button } from "#components/ui/button.tsx";
import { excessOf } from "#components/ui/length-note.tsx";
import { LimitedInput } from "#components/ui/limited-input.tsx";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { DepartmentJson } from "#lib/workspace/team/schema.ts";
import type { TeamActions } from "./actions.ts";

type Props = { departments: DepartmentJson[]; actions: TeamActions };

/** The departments, which can be renamed in place, and deleted when they have no operators. */
export function DepartmentList({ departments, actions }: Props) {
  const say = useTranslations("team");
  const { run, isBusy } = useFormAction();
  const once = useOnce();
  const add = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name")).trim();
    if (name === "") return;
    if (await run(() => once((key) => actions.createDepartment({ name }, key), name))) form.reset();
  };
  return (
    <section aria-label={say("departments")} className="rounded-box border border-line-strong bg-card">
      <h2 className="flex h-11 items-center px-4 font-semibold">{say("departments")}</h2>
      <ul>
        {departments.map((department) => (
          <li
            key={department.id}
            className="flex flex-wrap items-center gap-3 border-line border-t px-4 py-2"
          >
            <LimitedInput
              aria-label={say("departmentName")}
              limit={MAX_NAME}
              defaultValue={department.name}
              onBlur={(event) => {
                const name = event.target.value.trim();
                if (name === "") event.target.value = department.name;
                // A name that is too long stays in the field with a note, and is saved once it fits.
                if (name !== "" && name !== department.name && excessOf(name, MAX_NAME) === 0)
                  void run(() => actions.updateDepartment({ departmentId: department.id, input: { name } }));
              }}
              className="input h-8 w-60 border-line-strong max-sm:h-11 max-sm:flex-1 max-sm:text-lg"
            />
            <span className="ml-auto">
              <Button
                look="ghost"
                icon={Trash2}
                disabled={isBusy}
                aria-label={say("deleteTitle", { name: department.name })}
                onClick={() => void run(() => actions.deleteDepartment({ departmentId: department.id }))}
              />
            </span>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-3">
        <LimitedInput
          name="name"
          aria-label={say("addDepartment")}
          placeholder={say("departmentName")}
          limit={MAX_NAME}
          className="input h-8 w-60 border-line-strong max-sm:h-11 max-sm:flex-1 max-sm:text-lg"
        />
        <Button icon={Plus} type="submit" isBusy={isBusy}>
          {say("addDepartment")}
        </Button>
      </form>
    </section>
  );
}
