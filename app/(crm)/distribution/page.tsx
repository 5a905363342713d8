import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DistributionScreen } from "#components/distribution/distribution-screen.tsx";
import { can } from "#lib/auth/permissions.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { listSources } from "#lib/workspace/sources/queries.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { listOperators } from "#lib/workspace/team/queries.ts";
import { createSourceAction, setWeightsAction, updateSourceAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("distribution");
  return { title: say("title") };
}

type Props = { searchParams: Promise<{ new?: string }> };

export default async function DistributionPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { new: wanted } = await searchParams;
  if (!can(ctx.role, "source:manage")) notFound();
  const [sources, operators] = await read(ctx, (tx) => Promise.all([listSources(tx), listOperators(tx)]));
  return (
    <DistributionScreen
      sources={presentEach(sources, presentSource)}
      operators={presentEach(operators, presentOperator)}
      isCreatingAtFirst={wanted === "source"}
      actions={{ setWeights: setWeightsAction, update: updateSourceAction, create: createSourceAction }}
    />
  );
}
