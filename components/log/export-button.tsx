import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiProblem, getCsv } from "#components/api/client.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";

/** Saves what the filters let through as a file, once all of it has come. @param query the filters */
export function ExportButton({ query }: { query: string }) {
  const say = useTranslations("log");
  const toast = useToast();
  const problemWords = useProblemWords();
  const { mutate: save, isPending } = useMutation({
    mutationFn: () => getCsv(`/events${query ? `?${query}` : ""}`),
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
    <Button icon={Download} isBusy={isPending} onClick={() => save()}>
      {say("export")}
    </Button>
  );
}
