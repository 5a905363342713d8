import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LogScreen } from "#components/log/log-screen.tsx";
import { pageCtx } from "#lib/http/session-ctx.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("log");
  return { title: say("title") };
}

export default async function LogPage() {
  await pageCtx();
  return <LogScreen />;
}
