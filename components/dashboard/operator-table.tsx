import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { LoadBar } from "#components/ui/load-bar.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { OperatorReport } from "#lib/insight/dashboard/schema.ts";
import { FigureCell } from "./figure-cell.tsx";

/** Of what somebody has closed. */
const FIGURES = ["handled", "firstAnswer", "close"] as const;
const COLUMNS = ["operator", "load", "share", "gap", ...FIGURES] as const;
const LEFT: readonly string[] = ["operator", "load", "share"];
/** Percentage points beyond which somebody is off its target. */
const FAR_OFF = 3;

/** Who answers: how full everybody is, and what they did in the period. */
export function OperatorTable({
  operators,
  handledQuery,
}: {
  operators: OperatorReport[];
  /** The period and the source, as parameters of the list of closed appeals. */
  handledQuery: string;
}) {
  const say = useTranslations("dashboard.operators");
  const format = useFormat();
  const span = (seconds: number | null) => (seconds === null ? "–" : format.hours(seconds / 3600));
  const most = Math.max(0.01, ...operators.flatMap((one) => [one.actual_share, one.target_share]));
  const cell = "h-10 whitespace-nowrap border-line border-b px-3 text-right tabular-nums";
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
        <WideContent label={say("title")}>
          <table className="w-full min-w-130 border-separate border-spacing-0">
            <thead className="bg-base-200 text-muted text-xs">
              <tr>
                {COLUMNS.map((key) => (
                  <th
                    key={key}
                    scope="col"
                    className={`h-8 whitespace-nowrap border-line border-y px-3 font-normal ${LEFT.includes(key) ? "text-left" : "text-right"}`}
                  >
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {operators.map((operator) => (
                <tr key={operator.operator_id} className="hover:bg-hover">
                  <th scope="row" className="h-10 border-line border-b px-3 pl-4 text-left font-normal">
                    <Link
                      href="/team"
                      className="inline-flex items-center gap-2 whitespace-nowrap hover:underline"
                    >
                      <Avatar name={operator.operator_name} />
                      {operator.operator_name}
                    </Link>
                  </th>
                  <td className="h-10 border-line border-b px-3">
                    <Link
                      href={`/inbox?view=everybody&operator=${operator.operator_id}`}
                      className="hover:underline"
                    >
                      <LoadBar load={operator.current_load} limit={operator.max_load} />
                    </Link>
                  </td>
                  <td className="h-10 border-line border-b px-3">
                    <Link href="/distribution" className="hover:underline">
                      <ShareOfTarget operator={operator} most={most} />
                    </Link>
                  </td>
                  <Gap operator={operator} className={cell} />
                  {[
                    format.number(operator.handled),
                    span(operator.median_first_answer_seconds),
                    span(operator.median_close_seconds),
                  ].map((words, place) => (
                    <FigureCell
                      key={FIGURES[place]}
                      href={`/inbox?view=closed&operator=${operator.operator_id}${handledQuery}`}
                      className={cell}
                    >
                      {words}
                    </FigureCell>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </WideContent>
      )}
    </Panel>
  );
}

/** What came to somebody, as a bar of the largest share, with a tick where its weights would have it. */
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

function Gap({ operator, className }: { operator: OperatorReport; className: string }) {
  const points = (operator.actual_share - operator.target_share) * 100;
  const words = useFormat().signed(points, 1);
  return (
    <td className={`${className} ${Math.abs(points) > FAR_OFF ? "text-warning" : "text-muted"}`}>{words}</td>
  );
}
