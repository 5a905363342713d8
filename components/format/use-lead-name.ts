import { useTranslations } from "next-intl";

type Named = {
  id: number;
  name: string | null;
  phone?: string | null;
  email?: string | null;
};

/** What to call a lead that may have no name yet. */
export function useLeadName(): (lead: Named) => string {
  const say = useTranslations("shell");
  return ({ id, name, phone, email }) => name ?? phone ?? email ?? say("unnamed", { id });
}
