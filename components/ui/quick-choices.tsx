type Props<Value extends string> = {
  choices: readonly { value: Value; name: string }[];
  chosen: string | undefined;
  onChoose: (value: Value) => void;
};

/** Frequent answers, each a button. */
export function QuickChoices<Value extends string>({ choices, chosen, onChoose }: Props<Value>) {
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {choices.map(({ value, name }) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen === value}
          onClick={() => onChoose(value)}
          className={`min-h-7 rounded-field border px-2.5 text-left max-sm:min-h-11 ${chosen === value ? "border-primary-line bg-primary-soft font-medium" : "border-line-strong hover:bg-hover"}`}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
