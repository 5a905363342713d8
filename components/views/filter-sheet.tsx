"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { type BoardFilter, without } from "./board-filter.ts";
import { ClearFilters } from "./clear-filters.tsx";
import { LinkedFilters } from "./linked-filters.tsx";
import { SaveView } from "./save-view.tsx";
import { useFilters } from "./use-filters.ts";
import { useTypedWords } from "./use-typed-words.ts";
import type { ViewBoard } from "./use-views.ts";
import { narrows } from "./view-query.ts";

type Props = { board: ViewBoard; filters: BoardFilter[]; onClose: () => void };

/** All filters of a board in one list. A choice applies at once. */
export function FilterSheet({ board, filters, onClose }: Props) {
  const say = useTranslations("views");
  const { go } = useFilters(`/${board}`);
  const parameters = useSearchParams();
  const { words, setWords } = useTypedWords(board, parameters.get("q") ?? "");
  return (
    <Sheet
      title={say("filters", { count: 0 })}
      onClose={onClose}
      canCloseOutside
      footer={
        narrows(parameters) && (
          <>
            <ClearFilters board={board} />
            <SaveView board={board} />
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          type="search"
          label={say("words")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="flex flex-wrap gap-2 empty:hidden">
          <LinkedFilters board={board} />
        </div>
        {filters.map((filter) => (
          <FilterField key={filter.name} filter={filter} onPick={go} />
        ))}
      </div>
    </Sheet>
  );
}

type FieldProps = { filter: BoardFilter; onPick: ReturnType<typeof useFilters>["go"] };

function FilterField({ filter, onPick }: FieldProps) {
  const say = useTranslations("views");
  const { name, value, options } = filter;
  const isListed = value === undefined || options.some((option) => option.name === value);
  return (
    <SelectField
      label={name}
      value={value ?? ""}
      onChange={(event) => {
        const chosen = options.find((option) => option.name === event.target.value);
        onPick(chosen?.changes ?? without(filter));
      }}
    >
      <option value="">{say("any")}</option>
      {/* The address may contain a value that no list offers. */}
      {!isListed && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.key} value={option.name}>
          {option.name}
        </option>
      ))}
    </SelectField>
  );
}
