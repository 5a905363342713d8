import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { CalibrationJson } from "#lib/scoring/learning/schema.ts";

const COLUMNS = ["agree", "disagree", "moved_on", "gave_up"] as const;

/** Who thought otherwise than the scores, in words or in what they did. */
export function OverrideTable({ overrides }: Pick<CalibrationJson, "overrides">) {
  const say = useTranslations("learning");
  return (
    <Panel title={say("overrides")}>
      {overrides.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{say("noOverrides")}</p>
      ) : (
        <WideContent label={say("overrides")}>
          <table className="w-full min-w-130 border-collapse">
            <thead className="bg-base-200 text-muted text-xs">
              <tr>
                <th scope="col" className="h-8 border-line border-y px-4 text-left font-normal">
                  {say("person")}
                </th>
                {COLUMNS.map((key) => (
                  <th key={key} scope="col" className="h-8 border-line border-y px-4 text-right font-normal">
                    {say(`columns.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {overrides.map((person) => (
                <tr key={person.by} className="h-10 border-line border-b last:border-b-0">
                  <th scope="row" className="px-4 text-left font-normal">
                    <span className="inline-flex items-center gap-2">
                      <Avatar name={person.by} />
                      {person.by}
                    </span>
                  </th>
                  {COLUMNS.map((key) => (
                    <td key={key} className="px-4 text-right tabular-nums">
                      {person[key]}
                    </td>
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
