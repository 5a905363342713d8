import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { MAX_NAME } from "#lib/core/limits.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { DistributionActions } from "./actions.ts";

type Props = { create: DistributionActions["create"]; onDone: (source?: SourceJson) => void };

/** Creates a source by its name. */
export function NewSourceSheet({ create, onDone }: Props) {
  const say = useTranslations("distribution");
  const common = useTranslations("common");
  const { run, isBusy, errorOf } = useFormAction();
  const once = useOnce();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = String(form.get("code")).trim();
    const input = { name: String(form.get("name")).trim(), ...(code ? { code } : {}) };
    const made = await run(() => once((key) => create(input, key)));
    if (made) onDone(made);
  };
  return (
    <Sheet
      title={say("new")}
      draftKey="new-source"
      onClose={() => onDone()}
      footer={
        <>
          <Button onClick={() => onDone()}>{common("cancel")}</Button>
          <Button look="primary" type="submit" form="source" isBusy={isBusy}>
            {say("create")}
          </Button>
        </>
      }
    >
      <form id="source" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField name="name" label={say("name")} limit={MAX_NAME} error={errorOf("name")} />
        <TextField name="code" label={say("code")} hint={say("codeHint")} error={errorOf("code")} />
      </form>
    </Sheet>
  );
}
