import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "#components/ui/states.tsx";

export default async function NotFound() {
  const say = await getTranslations("common");
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={Compass}
        title={say("notFound")}
        detail={say("notFoundDetail")}
        action={
          // Every page includes this one. With `Link`, its code would be loaded twice (3 kB), so this is a plain link.
          <a href="/leads" className="btn btn-plain btn-sm">
            {say("toLeads")}
          </a>
        }
      />
    </main>
  );
}
