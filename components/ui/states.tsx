import { CircleAlert, type LucideIcon } from "lucide-react";

type Props = { icon?: LucideIcon; title: string; detail: string; action?: React.ReactNode };

/** Nothing here: a sentence, what to do, one plain button. */
export function EmptyState({ icon: Icon, title, detail, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      {Icon && <Icon size={20} className="icon mb-2 text-muted" aria-hidden />}
      <p className="font-medium">{title}</p>
      <p className="max-w-72 text-muted text-xs">{detail}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** It did not load: what happened, what was kept, one way on. */
export function ErrorState({ title, detail, action }: Props) {
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      <CircleAlert size={20} className="icon mb-2 text-error" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-72 text-muted text-xs">{detail}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
