import { useTranslations } from "next-intl";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

type Props = {
  operators: OperatorJson[];
  /** What the select is of. Its owner is shown also when they have left, or are newer than the list. */
  of?: { owner_id: number | null; owner_name: string | null };
};

/** The choices of a select for an owner: operators who may be given something, and the owner of now. */
export function OperatorOptions({ operators, of }: Props) {
  const say = useTranslations("common");
  const isListed = operators.some(({ id }) => id === of?.owner_id);
  return (
    <>
      {!isListed && of?.owner_id && <option value={of.owner_id}>{of.owner_name}</option>}
      {operators
        .filter(({ id, is_active }) => is_active || id === of?.owner_id)
        .map(({ id, name, is_active }) => (
          <option key={id} value={id}>
            {is_active ? name : say("inactive", { name })}
          </option>
        ))}
    </>
  );
}
