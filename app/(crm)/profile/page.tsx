import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileForm } from "#components/settings/profile-form.tsx";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentSession } from "#lib/sessions/present.ts";
import { listSessions } from "#lib/sessions/queries.ts";
import {
  changePasswordAction,
  endOtherSessionsAction,
  endSessionAction,
  updateProfileAction,
} from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("profile");
  return { title: say("title") };
}

export default async function ProfilePage() {
  const ctx = await pageCtx();
  const sessions = await listSessions(ctx);
  return (
    <ProfileForm
      name={ctx.actor.name}
      update={updateProfileAction}
      changePassword={changePasswordAction}
      sessions={sessions.map((session) => presentSession(ctx, session))}
      endSession={endSessionAction}
      endOthers={endOtherSessionsAction}
    />
  );
}
