import { ChartLine, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Segmented } from "#components/ui/segmented.tsx";

export type ChartView = "chart" | "table";

type Props = { value: ChartView; onChange: (view: ChartView) => void };

/** How a panel shows its figures. */
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
