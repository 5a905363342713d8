"use client";

import { useQuery } from "@tanstack/react-query";
import { getPage } from "#components/api/client.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

/** A badge with the operator's number of open appeals. Renders nothing for zero. */
export function InboxCount({ operatorId }: { operatorId: number }) {
  const { data } = useQuery({
    queryKey: ["appeals", "count"],
    queryFn: () => getPage<AppealJson>(`/appeals?status=active&operator_id=${operatorId}&limit=1&count=true`),
    enabled: operatorId > 0,
  });
  if (!data?.total) return null;
  return (
    <span className="rounded-md bg-primary px-1.5 font-semibold text-2xs text-primary-content leading-4.5 tabular-nums">
      {data.total}
    </span>
  );
}
