import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { can } from "#lib/auth/permissions.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";

export default async function SettingsLayout({ children }: { children: React.ReactNode }) {
  const ctx = await pageCtx();
  if (!can(ctx.role, "settings:read")) notFound();
  const say = await getTranslations("settings");
  return (
    <div className="flex max-w-5xl flex-col gap-5 px-6 py-4 max-sm:px-4">
      <PageTitle>{say("title")}</PageTitle>
      <SettingsTabs />
      {children}
    </div>
  );
}
