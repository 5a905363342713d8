import { getTranslations } from "next-intl/server";
import { InboxSkeleton } from "#components/ui/skeletons.tsx";

export default async function Loading() {
  const say = await getTranslations("common");
  return <InboxSkeleton label={say("loading")} />;
}
