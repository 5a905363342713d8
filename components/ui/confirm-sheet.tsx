import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { Sheet } from "./sheet.tsx";

type Props = {
  title: string;
  detail?: string;
  draftKey?: string;
  /** The label of the button that confirms. */
  confirm: string;
  look?: "primary" | "danger";
  isBusy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: React.ReactNode;
};

/** A sheet that asks for a confirmation. One button confirms, the other cancels. */
export function ConfirmSheet(props: Props) {
  const { confirm, look = "primary", isBusy, disabled, onConfirm, onCancel, children, ...sheet } = props;
  const common = useTranslations("common");
  return (
    <Sheet
      {...sheet}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button look={look} isBusy={isBusy} disabled={disabled} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Sheet>
  );
}
