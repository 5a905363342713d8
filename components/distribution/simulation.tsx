import { useTranslations } from "next-intl";
import { useState } from "react";
import { postJson } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { SimulationJson } from "#lib/conversations/distribution/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { Draft } from "./draft.ts";

const PERIODS = ["7", "30", "90"] as const;

type Props = { source: SourceJson; draft: Draft };

/** Replays past enquiries with the edited weights. */
export function Simulation({ source, draft }: Props) {
  const say = useTranslations("distribution");
  const [days, setDays] = useState<(typeof PERIODS)[number]>("30");
  const [result, setResult] = useState<SimulationJson>();
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const replay = async () => {
    setBusy(true);
    setFailed(false);
    const body = { weights: draft, strategy: source.strategy, period_days: Number(days) };
    await postJson<SimulationJson>(`/sources/${source.id}/simulate`, body).then(setResult, () =>
      setFailed(true),
    );
    setBusy(false);
  };
  return (
    <section aria-label={say("try")} className="min-w-0 rounded-box border border-line-strong bg-card">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <div className="mr-auto">
          <h2 className="font-semibold">{say("try")}</h2>
          <p className="text-muted text-xs">{say("tryDetail")}</p>
        </div>
        <Segmented
          label={say("period")}
          value={days}
          onChange={setDays}
          options={PERIODS.map((value) => ({ value, label: say("days", { count: value }) }))}
        />
        <Button isBusy={isBusy} disabled={draft.length === 0} onClick={() => void replay()}>
          {say("replay")}
        </Button>
      </header>
      {hasFailed && (
        <p role="alert" className="px-4 pb-3 text-error">
          {say("failed")}
        </p>
      )}
      {result && <Outcome result={result} />}
    </section>
  );
}

function Outcome({ result }: { result: SimulationJson }) {
  const say = useTranslations("distribution");
  const format = useFormat();
  const span = (seconds: number) => format.hours(seconds / 3600);
  const cell = "h-9 border-line border-t px-3 text-right tabular-nums";
  return (
    <div role="status" className="overflow-x-auto border-line border-t">
      <p className="px-4 py-3 text-muted">
        {say("replayed", { count: result.arrivals })} {result.is_cut && say("cut")}{" "}
        {result.arrivals > 0 &&
          (result.waits.p95_seconds === 0
            ? say("atOnce")
            : say("waits", { p50: span(result.waits.p50_seconds), p95: span(result.waits.p95_seconds) }))}
      </p>
      {result.arrivals > 0 && (
        <table className="w-full min-w-110">
          <thead className="text-muted text-xs">
            <tr>
              <th scope="col" className="px-4 pb-1 text-left font-normal">
                {say("columns.operator")}
              </th>
              {(["target", "then", "draft", "peak"] as const).map((key) => (
                <th key={key} scope="col" className="px-3 pb-1 text-right font-normal">
                  {say(`columns.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.operators.map((one) => (
              <tr key={one.operator_id}>
                <th scope="row" className="h-9 border-line border-t px-4 text-left font-normal">
                  {one.operator_name}
                </th>
                <td className={cell}>{format.percent(one.target_share)}</td>
                <td className={cell}>{format.percent(one.share_then)}</td>
                <td className={`${cell} font-semibold`}>{format.percent(one.share_now)}</td>
                <td className={cell}>
                  {one.peak_load}/{one.max_load}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
