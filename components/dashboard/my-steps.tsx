import { CalendarCheck, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { MyDay, MyStep } from "#lib/insight/dashboard/schema.ts";

type Props = { steps: MyDay["steps"]; operatorId: number };

/** The planned steps of an operator: overdue ones first, then those of today. */
export function MySteps({ steps, operatorId }: Props) {
  const say = useTranslations("myDay");
  const groups = (["overdue", "today"] as const).filter((due) => steps[due] > 0);
  return (
    <Panel title={say("steps")}>
      {groups.length === 0 ? (
        <EmptyState icon={CalendarCheck} title={say("noSteps")} detail={say("noStepsDetail")} />
      ) : (
        groups.map((due) => (
          <div key={due}>
            <h3 className="border-line border-y bg-base-200">
              <Link
                href={`/leads?view=table&owner_id=${operatorId}&attention=${due}`}
                className="flex h-8 items-center gap-2 px-4 text-muted text-xs hover:bg-hover focus-visible:-outline-offset-2 max-sm:h-11"
              >
                <span className={`font-medium ${due === "overdue" ? "text-error" : ""}`}>{say(due)}</span>
                <Count value={steps[due]} />
                <ChevronRight size={14} className="icon ml-auto" aria-hidden />
              </Link>
            </h3>
            <ul className="[&:last-child>li:last-child>a]:border-b-0">
              {steps.shown
                .filter((step) => step.due === due)
                .map((step) => (
                  <Step key={step.lead_id} step={step} />
                ))}
            </ul>
          </div>
        ))
      )}
    </Panel>
  );
}

const Count = ({ value }: { value: number }) => (
  <span className="tabular-nums">{useFormat().number(value)}</span>
);

function Step({ step: { lead_id, name, step, at, due } }: { step: MyStep }) {
  const say = useTranslations("myDay");
  const format = useFormat();
  return (
    <li>
      <Link
        href={`/leads/${lead_id}`}
        className="flex items-center gap-3 border-line border-b px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name ?? say("unnamed", { id: lead_id })}</span>
          <span className="block truncate text-muted text-xs">{step ?? say("step")}</span>
        </span>
        <time
          dateTime={at}
          className={`flex-none text-xs tabular-nums ${due === "overdue" ? "text-error" : "text-muted"}`}
        >
          {due === "overdue" ? format.ago(at) : format.time(at)}
        </time>
      </Link>
    </li>
  );
}
