import { X } from "lucide-react";

type Props = { name: string; value: string; removeLabel: string; onRemove: () => void };

/** A filter that came with a link, and a button that removes it. */
export function LinkedChip({ name, value, removeLabel, onRemove }: Props) {
  return (
    <p className="flex px-4 pb-3">
      <span className="inline-flex h-7 items-center gap-1.5 rounded-field border border-primary-line bg-primary-soft pl-2.5 max-sm:h-11">
        {name} <span className="font-medium">{value}</span>
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="flex h-full w-7 items-center justify-center max-sm:w-11"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      </span>
    </p>
  );
}
