import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LanguageRow } from "#components/shell/language-row.tsx";
import { OwnPassword } from "#components/shell/own-password.tsx";
import { SessionGuard } from "#components/shell/session-guard.tsx";
import { currentUserId } from "#lib/auth/visible.ts";
import { read } from "#lib/core/transact.ts";
import { pageIdentityOf } from "#lib/http/page-identity.ts";
import { safeReturnPath, signInAddress } from "#lib/http/safe-return-path.ts";
import { findSessionCtx } from "#lib/http/session-ctx.ts";
import { getUser } from "#lib/workspace/team/queries.ts";
import { changePasswordAction } from "../../../(crm)/profile/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("ownPassword");
  return { title: say("title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Every page redirects here while the person still has a password that another person chose. */
export default async function OwnPasswordPage({ searchParams }: Props) {
  const next = safeReturnPath((await searchParams).next);
  const ctx = await findSessionCtx();
  if (!ctx) redirect(signInAddress(next));
  if (ctx.session?.obligation !== "change_password") redirect(next);
  const { email } = await read(ctx, (tx) => getUser(tx, currentUserId(ctx)));
  return (
    <SessionGuard pageIdentity={pageIdentityOf(ctx)}>
      <main className="flex min-h-dvh flex-col items-center justify-center bg-base-200 px-4 py-10">
        <OwnPassword email={email} change={changePasswordAction} next={next} />
        <LanguageRow />
      </main>
    </SessionGuard>
  );
}
