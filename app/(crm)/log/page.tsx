import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LogScreen } from "#components/log/log-screen.tsx";
import { pageFilter, type SearchParams } from "#lib/http/page-filter.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { EventFilter } from "#lib/insight/events/schema.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("log");
  return { title: say("title") };
}

const Filter = EventFilter.pick({ type: true, actor: true, from: true, to: true, q: true });

export default async function LogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageCtx();
  pageFilter(Filter, "/log", await searchParams);
  return <LogScreen />;
}
