import { Link2Off } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TimeProvider } from "#components/providers/time-provider.tsx";
import { JoinForm } from "#components/shell/join-form.tsx";
import { LanguageRow } from "#components/shell/language-row.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { clock } from "#lib/core/clock.ts";
import { usableTimeZone } from "#lib/core/time-zone.ts";
import { findInvite } from "#lib/workspace/invites/queries.ts";
import { acceptInviteAction } from "../actions.ts";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("join");
  // The address contains a secret, so it must not be sent to other sites as a referrer.
  return { title: say("page"), referrer: "no-referrer", robots: { index: false } };
}

export default async function JoinPage({ params }: Props) {
  const { token } = await params;
  const [invite, say] = await Promise.all([findInvite(token), getTranslations("join")]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-base-200 px-4 py-10">
      {invite ? (
        <TimeProvider now={clock.now()} timeZone={usableTimeZone(invite.timeZone)}>
          <JoinForm
            token={token}
            invite={{ ...invite, expiresAt: invite.expiresAt.toISOString() }}
            accept={acceptInviteAction}
          />
        </TimeProvider>
      ) : (
        <EmptyState icon={Link2Off} title={say("notValid")} detail={say("notValidDetail")} />
      )}
      <LanguageRow />
    </main>
  );
}
