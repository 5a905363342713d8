"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePages } from "#components/api/use-pages.ts";
import { useFormat } from "#components/format/use-format.ts";
import type { InboxActions } from "#components/inbox/actions.ts";
import { AppealOffer } from "#components/inbox/appeal-offer.tsx";
import { AppealRow } from "#components/inbox/appeal-row.tsx";
import { groupAppeals } from "#components/inbox/inbox-order.ts";
import { activeAppeals } from "#components/inbox/open-appeals.ts";
import { ReturnSheet } from "#components/inbox/return-sheet.tsx";
import { useAppealActions } from "#components/inbox/use-appeal-actions.ts";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";

/** The number of shown conversations that need an answer. The inbox shows all of them. */
const MAX_TO_ANSWER = 5;
/** The number of shown conversations that are answered and wait for the client. */
const MAX_ANSWERED = 3;

type Props = {
  operatorId: number;
  /** Rendered by the server, until the browser has loaded its own data. */
  initial: AppealJson[];
  /** The number of unassigned appeals. */
  waiting: number;
  sources: SourceJson[];
  actions: InboxActions;
};

/** The enquiries that need an answer now: offers first, then by waiting time. The data is the same as in the inbox. */
export function MyAnswers({ operatorId, initial, waiting, sources, actions }: Props) {
  const say = useTranslations("myDay");
  const inbox = useTranslations("inbox");
  const format = useFormat();
  const router = useRouter();
  const [returning, setReturning] = useState<AppealJson>();
  const { data = initial, more } = usePages<AppealJson>({ ...activeAppeals("mine", operatorId), initial });
  const act = useAppealActions(actions, { operators: [] });
  const { offered, toAnswer, answered } = groupAppeals(data, operatorId);
  const addressOf = ({ id }: AppealJson) => `/inbox?appeal=${id}`;
  const row = (appeal: AppealJson) => (
    <AppealRow key={appeal.id} appeal={appeal} context={{ sources }} href={addressOf(appeal)} />
  );
  const hidden = Math.max(0, toAnswer.length - MAX_TO_ANSWER) + Math.max(0, answered.length - MAX_ANSWERED);
  return (
    <Panel
      title={say("toAnswer")}
      className="flex flex-col"
      count={`${format.number(offered.length + toAnswer.length)}${more && answered.length === 0 ? "+" : ""}`}
      aside={
        <Link href="/inbox" className="btn btn-plain btn-sm h-7 font-medium max-sm:h-11">
          {inbox("title")}
        </Link>
      }
    >
      {offered.length > 0 && (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-0 px-1">
          {offered.map((appeal) => (
            <AppealOffer
              key={appeal.id}
              appeal={appeal}
              context={{ sources }}
              onChoose={() => router.push(addressOf(appeal))}
              onAccept={() => void act.accept(appeal)}
              onReturn={() => setReturning(appeal)}
            />
          ))}
        </div>
      )}
      {offered.length + toAnswer.length === 0 && (
        <EmptyState icon={CircleCheck} title={inbox("empty")} detail={inbox("emptyDetail")} />
      )}
      <ul className="border-line border-t empty:hidden [&:last-child>li:last-child>a]:border-b-0">
        {toAnswer.slice(0, MAX_TO_ANSWER).map(row)}
      </ul>
      {answered.length > 0 && (
        <>
          <h3 className="-mt-px flex h-8 items-center gap-2 border-line border-y bg-base-200 px-4 text-muted text-xs">
            <span className="font-medium">{inbox("answered")}</span>
            <span className="tabular-nums">{format.number(answered.length)}</span>
          </h3>
          <ul className="[&:last-child>li:last-child>a]:border-b-0">
            {answered.slice(0, MAX_ANSWERED).map(row)}
          </ul>
        </>
      )}
      {hidden + waiting > 0 && (
        <footer className="mt-auto flex flex-wrap gap-x-5 gap-y-1 border-line border-t px-4 py-3 text-xs">
          {hidden > 0 && (
            <Link href="/inbox" className="font-medium hover:underline">
              {say("more", { count: format.number(hidden) })}
            </Link>
          )}
          {waiting > 0 && (
            <Link href="/inbox" className="text-muted hover:underline">
              {say("waiting", { count: waiting })}
            </Link>
          )}
        </footer>
      )}
      {returning && (
        <ReturnSheet
          appealId={returning.id}
          onCancel={() => setReturning(undefined)}
          onConfirm={(reason) => {
            setReturning(undefined);
            void act.giveBack(returning, reason, () => {});
          }}
        />
      )}
    </Panel>
  );
}
