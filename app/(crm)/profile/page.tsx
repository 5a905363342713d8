import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileForm } from "#components/settings/profile-form.tsx";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { changePasswordAction, endOtherSessionsAction, updateProfileAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("profile");
  return { title: say("title") };
}

export default async function ProfilePage() {
  const ctx = await pageCtx();
  return (
    <ProfileForm
      name={ctx.actor.name}
      update={updateProfileAction}
      changePassword={changePasswordAction}
      endSessions={endOtherSessionsAction}
    />
  );
}
