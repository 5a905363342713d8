import { getTranslations } from "next-intl/server";
import { DashboardSkeleton } from "#components/ui/skeletons.tsx";

export default async function Loading() {
  const say = await getTranslations("common");
  return <DashboardSkeleton label={say("loading")} />;
}
