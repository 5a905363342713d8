"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { SourceReport } from "#lib/insight/dashboard/schema.ts";

type Props = { sources: SourceReport[]; source: string | undefined; others: Record<string, string> };

/** Limits the figures to one source. The choice is in the address, beside the `others`. */
export function SourceSelect({ sources, source, others }: Props) {
  const say = useTranslations("dashboard");
  const router = useRouter();
  return (
    <select
      aria-label={say("source")}
      value={source ?? ""}
      onChange={(event) => {
        const query = new URLSearchParams({
          ...others,
          ...(event.target.value ? { source: event.target.value } : {}),
        });
        router.replace(`/dashboard?${query}`, { scroll: false });
      }}
      className="select h-8 w-40 border-line-strong"
    >
      <option value="">{say("allSources")}</option>
      {sources.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
