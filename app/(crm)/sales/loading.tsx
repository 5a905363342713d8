import { getTranslations } from "next-intl/server";
import { BoardSkeleton } from "#components/ui/skeletons.tsx";

export default async function Loading() {
  const say = await getTranslations("common");
  return <BoardSkeleton label={say("loading")} />;
}
