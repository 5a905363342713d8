import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LanguageRow } from "#components/shell/language-row.tsx";
import { SignInForm } from "#components/shell/sign-in-form.tsx";
import { demoCookieName } from "#lib/auth/demo-link.ts";
import { offeredDemoRoles } from "#lib/auth/demo-sign-in.ts";
import { safeReturnPath } from "#lib/http/safe-return-path.ts";
import { findSessionCtx } from "#lib/http/session-ctx.ts";
import { openDemoLinkAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("signIn");
  return { title: say("page") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: Props) {
  const next = safeReturnPath((await searchParams).next);
  if (await findSessionCtx()) redirect(next);
  const demo = await offeredDemoRoles((await cookies()).get(demoCookieName())?.value);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-base-200 px-4 py-10">
      <SignInForm demo={demo} openDemoLink={openDemoLinkAction} next={next} />
      <LanguageRow />
    </main>
  );
}
