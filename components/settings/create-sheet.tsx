import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

type Props = {
  title: string;
  draftKey: string;
  /** The label of the button that sends the form. */
  submit: string;
  isBusy: boolean;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  /** Shown in place of the form once it is created. */
  made: React.ReactNode;
  /** The fields of the form. */
  children: React.ReactNode;
};

/** A form for a record that has a secret. After the creation, the secret replaces the form and is shown once. */
export function CreateSheet({ title, draftKey, submit, isBusy, onSubmit, onClose, made, children }: Props) {
  const common = useTranslations("common");
  const formId = useId();
  return (
    <Sheet
      title={title}
      draftKey={draftKey}
      onClose={onClose}
      footer={
        made ? (
          <Button onClick={onClose}>{common("close")}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("cancel")}</Button>
            <Button look="primary" type="submit" form={formId} isBusy={isBusy}>
              {submit}
            </Button>
          </>
        )
      }
    >
      {made ?? (
        <form
          id={formId}
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit(new FormData(event.currentTarget));
          }}
        >
          {children}
        </form>
      )}
    </Sheet>
  );
}
