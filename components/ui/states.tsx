import { CircleAlert, type LucideIcon } from "lucide-react";

type Props = { icon?: LucideIcon; title: string; detail: string; action?: React.ReactNode };

/** An empty state: a sentence, what to do, and one plain button. */
export const EmptyState = (props: Props) => <State {...props} tone="text-muted" />;

/** A failed load: what happened, what was kept, and one button. */
export const ErrorState = (props: Omit<Props, "icon">) => (
  <State {...props} icon={CircleAlert} tone="text-error" role="alert" />
);

function State({ icon: Icon, title, detail, action, tone, role }: Props & { tone: string; role?: "alert" }) {
  return (
    <div role={role} className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      {Icon && <Icon size={20} className={`icon mb-2 ${tone}`} aria-hidden />}
      <p className="font-medium">{title}</p>
      <p className="max-w-72 text-muted text-xs">{detail}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
