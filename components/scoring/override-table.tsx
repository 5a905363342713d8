import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { type DataColumn, DataTable } from "#components/ui/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { CalibrationJson } from "#lib/scoring/learning/schema.ts";

type Override = CalibrationJson["overrides"][number];

const COLUMNS = ["agree", "disagree", "moved_on", "gave_up"] as const;

/** People's disagreements with scores, stated or shown by their decisions. */
export function OverrideTable({ overrides }: Pick<CalibrationJson, "overrides">) {
  const say = useTranslations("learning");
  return (
    <Panel title={say("overrides")}>
      {overrides.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{say("noOverrides")}</p>
      ) : (
        <DataTable
          label={say("overrides")}
          columns={[
            {
              key: "person",
              title: say("person"),
              cell: ({ by }) => (
                <span className="inline-flex items-center gap-2">
                  <Avatar name={by} />
                  {by}
                </span>
              ),
            },
            ...COLUMNS.map(
              (key): DataColumn<Override> => ({
                key,
                title: say(`columns.${key}`),
                cell: (person) => person[key],
              }),
            ),
          ]}
          rows={overrides}
          keyOf={({ by }) => by}
          tableClassName="min-w-130"
        />
      )}
    </Panel>
  );
}
