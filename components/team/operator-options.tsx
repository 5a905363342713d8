import { useTranslations } from "next-intl";
import type { OperatorJson } from "#lib/team/schema.ts";

type Props = {
  operators: OperatorJson[];
  /** Who owns it now, whom the select must be able to show, also when they have left. */
  ownerId?: number | null | undefined;
};

/** The choices of a select for an owner: operators who may be given something. */
export function OperatorOptions({ operators, ownerId }: Props) {
  const say = useTranslations("common");
  return operators
    .filter(({ id, is_active }) => is_active || id === ownerId)
    .map(({ id, name, is_active }) => (
      <option key={id} value={id}>
        {is_active ? name : say("inactive", { name })}
      </option>
    ));
}
