import { getTranslations } from "next-intl/server";
import { ListSkeleton } from "#components/ui/skeletons.tsx";

export default async function Loading() {
  const say = await getTranslations("common");
  return <ListSkeleton label={say("loading")} />;
}
