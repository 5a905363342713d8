import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { ModelCardJson, ValueOdds } from "#lib/scoring/learning/schema.ts";

type Feature = ModelCardJson["features"][number];

const DRIFT = {
  stable: { icon: CircleCheck, look: "text-success" },
  shifting: { icon: TriangleAlert, look: "text-warning" },
  shifted: { icon: CircleAlert, look: "text-error" },
} as const;

/** The features of a model: how each value changes the odds, and whether the leads have changed since the training. */
export function FeatureList({ features, recentLeads }: { features: Feature[]; recentLeads: number }) {
  const say = useTranslations("learning");
  return (
    <Panel title={say("features")}>
      <p className="px-4 pb-3 text-muted text-xs">{say("featuresNote", { count: recentLeads })}</p>
      <ul>
        {features.map((feature) => (
          <FeatureRow key={feature.feature} feature={feature} />
        ))}
      </ul>
    </Panel>
  );
}

function FeatureRow({ feature }: { feature: Feature }) {
  const say = useTranslations("learning");
  const format = useFormat();
  const names = useTranslations("learning.feature");
  const drift = feature.drift && DRIFT[feature.drift];
  const shown = feature.values.filter(({ count }) => count > 0);
  const { least, most } = rangeOf(shown);
  return (
    <li className="border-line border-t">
      <details className="group px-4 py-2.5">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-1">
          <span className="min-w-44 flex-1 font-medium">
            {feature.feature
              .split(" × ")
              .map((name) => (names.has(name) ? names(name) : name))
              .join(" × ")}
          </span>
          <span className="text-muted text-xs tabular-nums">
            {say("range", { least: format.decimal(least, 2), most: format.decimal(most, 2) })}
          </span>
          {drift && (
            <span className={`inline-flex items-center gap-1 text-xs ${drift.look}`}>
              <drift.icon size={12} className="icon" aria-hidden />
              {say(`drift.${feature.drift}`)}{" "}
              <span className="tabular-nums">{feature.psi !== null && format.decimal(feature.psi, 2)}</span>
            </span>
          )}
          {feature.leaks && (
            <span className="inline-flex items-center gap-1 text-error text-xs">
              <CircleAlert size={12} className="icon" aria-hidden />
              {say("leaks")}
            </span>
          )}
        </summary>
        <table className="mt-2 w-full max-w-120 border-collapse text-xs">
          <tbody className="tabular-nums">
            {shown.map((value) => (
              <tr key={`${value.kind} ${value.value} ${value.from}`} className="h-7 border-line border-t">
                <th scope="row" className="text-left font-normal">
                  <ValueWords value={value} />
                </th>
                <td className={`w-16 text-right ${value.odds < 1 ? "text-error" : ""}`}>
                  {say("times", { factor: format.decimal(value.odds, 2) })}
                </td>
                <td className="w-24 text-right text-muted">{say("leadsOf", { count: value.count })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  );
}

/** The smallest and the largest effect of a feature's values on the odds. */
function rangeOf(values: ValueOdds[]): { least: number; most: number } {
  const odds = values.map((one) => one.odds);
  return { least: Math.min(1, ...odds), most: Math.max(1, ...odds) };
}

function ValueWords({ value: { kind, value, from, to } }: { value: ValueOdds }) {
  const say = useTranslations("learning");
  if (kind === "level") return typeof value === "boolean" ? say(value ? "yes" : "no") : value;
  if (kind !== "range") return say(`values.${kind}`);
  if (from === null) return say("below", { to: to ?? 0 });
  return to === null ? say("fromOn", { from }) : say("between", { from, to });
}
