import { ChartLine, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Segmented } from "#components/ui/segmented.tsx";

export type ChartView = "chart" | "table";

type Props = { value: ChartView; onChange: (view: ChartView) => void };

/** Whether a panel shows its figures as a chart or as a table. */
export function ChartOrTable({ value, onChange }: Props) {
  const say = useTranslations("dashboard.views");
  return (
    <span className="print:hidden">
      <Segmented
        label={say("title")}
        value={value}
        onChange={onChange}
        options={[
          { value: "chart", label: say("chart"), icon: ChartLine },
          { value: "table", label: say("table"), icon: Table2 },
        ]}
      />
    </span>
  );
}
