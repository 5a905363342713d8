import { useTranslations } from "next-intl";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

type Props = {
  operators: OperatorJson[];
  /**
   * The record whose owner is chosen. Its current owner is listed even if they have left or are newer than the list.
   */
  of?: { owner_id: number | null; owner_name: string | null };
};

/** The options of an owner select: operators who can be assigned, and the current owner. */
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
