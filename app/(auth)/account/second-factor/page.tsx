import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LanguageRow } from "#components/shell/language-row.tsx";
import { RequiredSecondFactor } from "#components/shell/required-second-factor.tsx";
import { SessionGuard } from "#components/shell/session-guard.tsx";
import { read } from "#lib/core/transact.ts";
import { pageIdentityOf } from "#lib/http/page-identity.ts";
import { safeReturnPath, signInAddress } from "#lib/http/safe-return-path.ts";
import { findSessionCtx } from "#lib/http/session-ctx.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { confirmSecondFactorAction, startSecondFactorAction } from "../../../(crm)/profile/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("secondFactor");
  return { title: say("title") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Every page redirects here while the workspace requires a second factor that the person has not set up. */
export default async function RequiredSecondFactorPage({ searchParams }: Props) {
  const next = safeReturnPath((await searchParams).next);
  const ctx = await findSessionCtx();
  if (!ctx) redirect(signInAddress(next));
  if (ctx.session?.obligation !== "set_up_second_factor") redirect(next);
  const { name } = await read(ctx, getWorkspace);
  return (
    <SessionGuard pageIdentity={pageIdentityOf(ctx)}>
      <main className="flex min-h-dvh flex-col items-center justify-center bg-base-200 px-4 py-10">
        <RequiredSecondFactor
          workspaceName={name}
          next={next}
          start={startSecondFactorAction}
          confirm={confirmSecondFactorAction}
        />
        <LanguageRow />
      </main>
    </SessionGuard>
  );
}
