import type { LucideIcon } from "lucide-react";
import { Button } from "./button.tsx";

type Props = { icon: LucideIcon; onClick: () => void; children: React.ReactNode };

/** The main action of a screen. On a phone, its icon is in the corner of the top bar. */
export function PageAction({ icon, onClick, children }: Props) {
  return (
    <Button
      look="primary"
      icon={icon}
      onClick={onClick}
      className="max-sm:fixed max-sm:top-[calc(8px+var(--inset-top))] max-sm:right-1 max-sm:z-20 max-sm:size-11 max-sm:border-transparent max-sm:bg-transparent max-sm:p-0 max-sm:text-primary max-sm:shadow-none max-sm:[&_svg]:size-5.5"
    >
      <span className="max-sm:quiet">{children}</span>
    </Button>
  );
}
