import { useTranslations } from "next-intl";
import { SelectField } from "#components/ui/field.tsx";
import { ROLES } from "#lib/core/ctx.ts";

/** The role of a new person, named `role` in the form. */
export function RoleField() {
  const say = useTranslations("settings.people");
  const roles = useTranslations("roles");
  return (
    <SelectField name="role" label={say("role")} defaultValue="operator" hint={say("roleHint")}>
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {roles(role)}
        </option>
      ))}
    </SelectField>
  );
}
