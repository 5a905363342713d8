import { useTranslations } from "next-intl";

type Named = {
  id: number;
  name: string | null;
  phone?: string | null;
  email?: string | null;
};

/** The name of a lead, or a substitute if it has none yet. */
export function useLeadName(): (lead: Named) => string {
  const say = useTranslations("shell");
  return ({ id, name, phone, email }) => name ?? phone ?? email ?? say("unnamed", { id });
}
