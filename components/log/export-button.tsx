import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ApiProblem, getCsv } from "#components/api/client.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { CSV_SEPARATORS, type CsvSeparator, csvSeparatorOf } from "#lib/core/csv-separators.ts";
import type { Locale } from "#lib/core/ctx.ts";

const NAMES = { ";": "semicolon", ",": "comma", "\t": "tab" } as const;

/**
 * Saves the events that match the filters as a file, once the download is complete.
 * @param query the filters
 */
export function ExportButton({ query }: { query: string }) {
  const say = useTranslations("log");
  const toast = useToast();
  const problemWords = useProblemWords();
  const usual = csvSeparatorOf(useLocale() as Locale);
  const [separator, setSeparator] = useState<CsvSeparator>(usual);
  const { mutate: save, isPending } = useMutation({
    mutationFn: () => {
      const asked = new URLSearchParams(query);
      if (separator !== usual) asked.set("separator", separator);
      return getCsv(`/events${asked.size > 0 ? `?${asked}` : ""}`);
    },
    onSuccess: (file) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = "leadline-log.csv";
      link.click();
      URL.revokeObjectURL(link.href);
    },
    onError: (error) =>
      toast({
        subject: say("notExported"),
        words: error instanceof ApiProblem ? problemWords(error.problem) : say("notExportedDetail"),
        isProblem: true,
      }),
  });
  return (
    <span className="flex items-center gap-2">
      <select
        aria-label={say("separator")}
        title={say("separator")}
        value={separator}
        onChange={({ target }) => setSeparator(CSV_SEPARATORS.find((one) => one === target.value) ?? usual)}
        className="select h-8 w-40 border-line-strong max-sm:h-11"
      >
        {CSV_SEPARATORS.map((one) => (
          <option key={one} value={one}>
            {say(`separators.${NAMES[one]}`)}
          </option>
        ))}
      </select>
      <Button icon={Download} isBusy={isPending} onClick={() => save()}>
        {say("export")}
      </Button>
    </span>
  );
}
