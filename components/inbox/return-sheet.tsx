import { useTranslations } from "next-intl";
import { ReasonSheet } from "#components/ui/reason-sheet.tsx";

type Props = { appealId: number; onCancel: () => void; onConfirm: (reason: string) => void };

/** Asks why an appeal goes back. */
export function ReturnSheet({ appealId, ...does }: Props) {
  const say = useTranslations("inbox");
  return (
    <ReasonSheet
      title={say("returnTitle")}
      detail={say("returnDetail")}
      draftKey={`return-appeal-${appealId}`}
      quick={[0, 1, 2].map((index) => say(`quick.${index}`))}
      label={say("reason")}
      confirm={say("return").replace("…", "")}
      {...does}
    />
  );
}
