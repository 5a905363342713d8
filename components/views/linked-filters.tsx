"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { useFilters } from "./use-filters.ts";
import type { ViewBoard } from "./use-views.ts";
import { linkedIn } from "./view-query.ts";

const DATES = new Set(["paid_from", "paid_to", "moved_from", "created_from", "created_to"]);

/** The length of `2026-11-27`. A longer value is a moment and not a calendar day. */
const A_DAY = 10;

/** Filters that links from the dashboard set. They cannot be chosen here, and are shown if the address has them. */
export function LinkedFilters({ board }: { board: ViewBoard }) {
  const say = useTranslations("views");
  const words = useTranslations();
  const format = useFormat();
  const lostWords = useLostWords();
  const { parameters, go } = useFilters(`/${board}`);
  const wordsOf = (name: string, value: string) => {
    if (DATES.has(name)) return value.length === A_DAY ? format.day(value) : format.date(value);
    if (name === "attention")
      return words.has(`views.attention.${value}`) ? say(`attention.${value}`) : value;
    if (name === "lost_reason") return lostWords(value);
    if (name === "is_lost" || name === "is_open") return words(value === "true" ? "common.yes" : "common.no");
    const kind = board === "sales" || !words.has(`stages.lead.${value}`) ? "sale" : "lead";
    return words.has(`stages.${kind}.${value}`) ? words(`stages.${kind}.${value}`) : value;
  };
  return linkedIn(parameters).map((parameter) => {
    const name = say(`linked.${parameter}`);
    return (
      <span
        key={parameter}
        className="inline-flex h-7 flex-none items-center gap-1.5 rounded-field border border-primary-line bg-primary-soft pl-2.5 max-sm:h-11"
      >
        {name} <span className="font-medium">{wordsOf(parameter, parameters.get(parameter) ?? "")}</span>
        <button
          type="button"
          aria-label={say("remove", { name })}
          onClick={() => go({ [parameter]: undefined })}
          className="flex h-full w-7 items-center justify-center max-sm:w-11"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      </span>
    );
  });
}
