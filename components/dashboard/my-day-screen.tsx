import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { InboxActions } from "#components/inbox/actions.ts";
import { PageTitle } from "#components/ui/page-title.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { MINUTE } from "#lib/core/clock.ts";
import type { MyDay } from "#lib/insight/dashboard/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import { MyAnswers } from "./my-answers.tsx";
import { MyFigures } from "./my-figures.tsx";
import { MySteps } from "./my-steps.tsx";
import { MyTrend } from "./my-trend.tsx";
import { RefreshOnChange } from "./refresh-on-change.tsx";
import { StagePanel } from "./stage-panel.tsx";

type Props = {
  day: MyDay;
  /** What the operator has open now. */
  open: AppealJson[];
  sources: SourceJson[];
  currency: string;
  actions: InboxActions;
};

/** An operator's day: what needs attention now, what they have done, and the stages of their leads. */
export function MyDayScreen({ day, open, sources, currency, actions }: Props) {
  const say = useTranslations("myDay");
  const dashboard = useTranslations("dashboard");
  const format = useFormat();
  return (
    <div className="mx-auto flex max-w-[90rem] flex-col gap-4 px-6 py-4 max-sm:px-4">
      <header className="flex flex-wrap items-baseline gap-3">
        <PageTitle>{say("title")}</PageTitle>
        <p className="text-muted text-xs">{dashboard("asOf", { time: format.time(day.as_of) })}</p>
      </header>
      <RefreshOnChange every={MINUTE} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <MyAnswers
          operatorId={day.operator_id}
          initial={open}
          {...{ sources, actions }}
          waiting={day.waiting}
        />
        <MySteps steps={day.steps} operatorId={day.operator_id} />
      </div>
      <MyFigures day={day} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <StagePanel
          state={day.stages}
          currency={currency}
          title={say("stages")}
          listQuery={`&owner_id=${day.operator_id}`}
        />
        <MyTrend days={day.days} />
      </div>
    </div>
  );
}
