import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileForm } from "#components/settings/profile-form.tsx";
import { SecondFactor } from "#components/settings/second-factor.tsx";
import { presentSecondFactorState } from "#lib/auth/second-factor/present.ts";
import { getSecondFactorState } from "#lib/auth/second-factor/queries.ts";
import { presentSession } from "#lib/auth/sessions/present.ts";
import { listSessions } from "#lib/auth/sessions/queries.ts";
import { currentUserId } from "#lib/auth/visible.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { getUser } from "#lib/workspace/team/queries.ts";
import {
  changePasswordAction,
  confirmSecondFactorAction,
  disableSecondFactorAction,
  endOtherSessionsAction,
  endSessionAction,
  renewRecoveryCodesAction,
  startSecondFactorAction,
  updateProfileAction,
} from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("profile");
  return { title: say("title") };
}

export default async function ProfilePage() {
  const ctx = await pageCtx();
  const [{ email }, sessions, secondFactor] = await Promise.all([
    read(ctx, (tx) => getUser(tx, currentUserId(ctx))),
    listSessions(ctx),
    getSecondFactorState(currentUserId(ctx)),
  ]);
  return (
    <ProfileForm
      name={ctx.actor.name}
      email={email}
      update={updateProfileAction}
      changePassword={changePasswordAction}
      sessions={presentEach(sessions, (session) => presentSession(ctx, session))}
      endSession={endSessionAction}
      endOthers={endOtherSessionsAction}
      secondFactor={
        <SecondFactor
          state={presentSecondFactorState(secondFactor)}
          start={startSecondFactorAction}
          confirm={confirmSecondFactorAction}
          disable={disableSecondFactorAction}
          renewCodes={renewRecoveryCodesAction}
        />
      }
    />
  );
}
