import { Ban } from "lucide-react";

/** Why a lane does not take the lifted card. */
export function RefusalCard({ title, reasons }: { title: string; reasons: string[] }) {
  return (
    <div className="min-h-leadcard rounded-lg border border-line-strong bg-card px-3 py-2.5 shadow-card">
      <p className="flex items-center gap-2 font-medium">
        <Ban size={14} className="icon" aria-hidden />
        {title}
      </p>
      <ul className="mt-1 text-muted text-xs">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
