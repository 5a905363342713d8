import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { type DataColumn, DataTable } from "#components/ui/data-table.tsx";
import { LoadBar } from "#components/ui/load-bar.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { OperatorReport } from "#lib/insight/dashboard/schema.ts";

/** The difference in percentage points from which an operator is far from their target. */
const FAR_OFF = 3;

/** The operators: their load now, and their work in the period. */
export function OperatorTable({
  operators,
  handledQuery,
}: {
  operators: OperatorReport[];
  /** The period and the source, as parameters of the list of closed appeals. */
  handledQuery: string;
}) {
  const say = useTranslations("dashboard.operators");
  const columns = useColumns(operators, handledQuery);
  return (
    <Panel
      title={say("title")}
      aside={
        <Link href="/team" className="btn btn-plain btn-sm h-7">
          {say("team")}
        </Link>
      }
    >
      {operators.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{say("empty")}</p>
      ) : (
        <DataTable
          label={say("title")}
          columns={columns}
          rows={operators}
          keyOf={({ operator_id }) => operator_id}
          cellClassName="whitespace-nowrap px-3 first:pl-4 last:pr-4"
          tableClassName="min-w-130"
        />
      )}
    </Panel>
  );
}

function useColumns(operators: OperatorReport[], handledQuery: string): DataColumn<OperatorReport>[] {
  const say = useTranslations("dashboard.operators");
  const format = useFormat();
  const span = (seconds: number | null) => (seconds === null ? "–" : format.hours(seconds / 3600));
  const most = Math.max(0.01, ...operators.flatMap((one) => [one.actual_share, one.target_share]));
  const points = ({ actual_share, target_share }: OperatorReport) => (actual_share - target_share) * 100;
  const closedHref = ({ operator_id }: OperatorReport) =>
    `/inbox?view=closed&operator=${operator_id}${handledQuery}`;
  return [
    {
      key: "operator",
      title: say("operator"),
      cell: ({ operator_name }) => (
        <Link href="/team" className="inline-flex items-center gap-2 hover:underline">
          <Avatar name={operator_name} />
          {operator_name}
        </Link>
      ),
    },
    {
      key: "load",
      title: say("load"),
      isText: true,
      cell: ({ current_load, max_load }) => <LoadBar load={current_load} limit={max_load} />,
      href: ({ operator_id }) => `/inbox?view=everybody&operator=${operator_id}`,
    },
    {
      key: "share",
      title: say("share"),
      isText: true,
      cell: (operator) => <ShareOfTarget operator={operator} most={most} />,
      href: () => "/distribution",
    },
    {
      key: "gap",
      title: say("gap"),
      cell: (operator) => format.signed(points(operator), 1),
      className: (operator) => (Math.abs(points(operator)) > FAR_OFF ? "text-warning" : "text-muted"),
    },
    {
      key: "handled",
      title: say("handled"),
      cell: ({ handled }) => format.number(handled),
      href: closedHref,
    },
    {
      key: "firstAnswer",
      title: say("firstAnswer"),
      cell: ({ median_first_answer_seconds }) => span(median_first_answer_seconds),
      href: closedHref,
    },
    {
      key: "close",
      title: say("close"),
      cell: ({ median_close_seconds }) => span(median_close_seconds),
      href: closedHref,
    },
  ];
}

/** An operator's share as a bar relative to the largest share. A tick marks the share that the weights give. */
function ShareOfTarget({ operator, most }: { operator: OperatorReport; most: number }) {
  const say = useTranslations("dashboard.operators");
  const format = useFormat();
  const { actual_share, target_share } = operator;
  return (
    <span className="flex items-center gap-3 whitespace-nowrap">
      <svg viewBox="0 0 100 14" preserveAspectRatio="none" className="h-3.5 w-24" aria-hidden>
        <rect y="4" width="100" height="6" rx="3" className="fill-base-300" />
        <rect y="4" width={(actual_share / most) * 100} height="6" rx="3" className="fill-primary" />
        {target_share > 0 && (
          <rect
            x={Math.min(98, (target_share / most) * 100)}
            width="2"
            height="14"
            className="fill-base-content"
          />
        )}
      </svg>
      <span className="tabular-nums">
        {say("ofTarget", { share: format.percent(actual_share), target: format.percent(target_share) })}
      </span>
    </span>
  );
}
