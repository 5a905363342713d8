import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRight, RefreshCw, UserPlus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getPage, postJson } from "#components/api/client.ts";
import { maybeMade, problemOf } from "#components/api/problem-of.ts";
import { useOnce } from "#components/api/use-once.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { FloatingBar } from "#components/ui/floating-bar.tsx";
import { Menu, MenuAction } from "#components/ui/menu.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import { useKeys } from "#components/ui/use-keys.ts";
import type { BulkAction, BulkJobJson } from "#lib/bulk/schema.ts";
import type { LeadJson } from "#lib/leads/schema.ts";
import { followedJobsKey, followJob, readFollowedJobs } from "./followed-jobs.ts";
import type { LeadsContext } from "./leads-screen.tsx";
import { LostSheet } from "./lost-sheet.tsx";
import { useSelection } from "./selection.tsx";

/** Stages that many leads can be moved to at once; a transfer needs an amount and a look. */
const STAGES = ["contacted", "qualified"] as const;

/** As the server compares them; on the board they may have moved meanwhile. */
const inOrder = (ids: Iterable<number>) => [...ids].sort((one, other) => one - other);

type Props = {
  context: LeadsContext;
  /** The board's filters, as the API takes them: `?source=partner`. */
  query: string;
  /** The leads on the screen. */
  shownIds: readonly number[];
};

/**
 * What can be done to the selected leads, or to all that match. Those that a filter hides, or that somebody else took
 * away, are left out: nothing is done to what cannot be seen.
 */
export function BulkBar({ context, query, shownIds }: Props) {
  const say = useTranslations("bulk");
  const stages = useTranslations("stages.lead");
  const tellProblem = useProblemToast();
  const once = useOnce();
  const client = useQueryClient();
  const router = useRouter();
  const { ids, clear } = useSelection();
  const chosen = shownIds.filter((id) => ids.has(id));
  const hidden = ids.size - chosen.length;
  useKeys({ Escape: clear });
  const { data: first } = useQuery({
    queryKey: ["leads", "count", query],
    queryFn: () => getPage<LeadJson>(`/leads${query ? `${query}&` : "?"}limit=1&count=true`),
    enabled: ids.size > 0,
  });
  const matching = first?.total ?? 0;
  const filter = Object.fromEntries(new URLSearchParams(query));
  const [wanted, setWanted] = useState<{ ids: ReadonlySet<number>; query: string }>();
  // All that match were wanted with this selection and these filters; for others nobody has asked yet.
  const wantsAll = wanted?.ids === ids && wanted.query === query;
  const count = wantsAll ? matching : chosen.length;
  const [isLosing, setLosing] = useState(false);
  const { mutate: start, isPending } = useMutation({
    mutationFn: (action: BulkAction) => {
      const asked = { ...action, ...(wantsAll ? { filter } : { ids: inOrder(chosen) }) };
      // What the job itself has put out of sight by now was selected for it too.
      const what = JSON.stringify([action, wantsAll ? filter : inOrder(ids)]);
      return once((key) => postJson<BulkJobJson>("/leads/bulk", asked, key), what);
    },
    onSuccess: (job) => {
      followJob(job.id);
      clear();
      // The first one that is followed brings its bar with the page, the others are read.
      router.refresh();
      void client.invalidateQueries({ queryKey: followedJobsKey });
    },
    onError: (error) => {
      tellProblem(say("notStarted"), problemOf(error));
      if (!maybeMade(problemOf(error))) return;
      // One that was started is shown, as soon as there are answers again; a page that is not there would be left.
      const jobs = client.fetchQuery({ queryKey: followedJobsKey, queryFn: readFollowedJobs, staleTime: 0 });
      void jobs.then(
        () => router.refresh(),
        () => undefined,
      );
    },
  });
  if (chosen.length === 0) return null;
  return (
    <FloatingBar label={say("title")}>
      <p role="status" className="px-2 font-semibold tabular-nums">
        {say("selected", { count })}
        {!wantsAll && hidden > 0 && (
          <span className="ml-2 font-normal text-muted">{say("hidden", { count: hidden })}</span>
        )}
      </p>
      {!wantsAll && matching > chosen.length && (
        <Button look="ghost" onClick={() => setWanted({ ids, query })}>
          {say("all", { count: matching })}
        </Button>
      )}
      <Menu
        opens="up"
        align="left"
        trigger={(trigger) => (
          <Button icon={ArrowRight} isBusy={isPending} {...trigger}>
            {say("move")}
          </Button>
        )}
      >
        {(close) =>
          STAGES.map((stage) => (
            <MenuAction key={stage} close={close} onAct={() => start({ action: "move", stage })}>
              <StageRing stage={stage} />
              {stages(stage)}
            </MenuAction>
          ))
        }
      </Menu>
      <Menu
        opens="up"
        align="left"
        trigger={(trigger) => (
          <Button icon={UserPlus} isBusy={isPending} {...trigger}>
            {say("assign")}
          </Button>
        )}
      >
        {(close) => (
          <div className="max-h-80 w-56 overflow-y-auto">
            {context.operators
              .filter(({ is_active }) => is_active)
              .map(({ id, name }) => (
                <MenuAction key={id} close={close} onAct={() => start({ action: "assign", operator_id: id })}>
                  <Avatar name={name} />
                  {name}
                </MenuAction>
              ))}
          </div>
        )}
      </Menu>
      <Button icon={RefreshCw} isBusy={isPending} onClick={() => start({ action: "analyze" })}>
        {say("analyze")}
      </Button>
      <Button className="text-error" isBusy={isPending} onClick={() => setLosing(true)}>
        {say("lose")}
      </Button>
      <Button look="ghost" icon={X} aria-label={say("clear")} onClick={clear} />
      {isLosing && (
        <LostSheet
          of={{ count }}
          own={context.settings.lost_reasons}
          onCancel={() => setLosing(false)}
          onLose={(loss) => {
            setLosing(false);
            start({ action: "lose", ...loss });
          }}
        />
      )}
    </FloatingBar>
  );
}
