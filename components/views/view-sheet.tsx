"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { sendJson } from "#components/api/client.ts";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useOnce } from "#components/api/use-once.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { MAX_VIEW_NAME } from "#lib/pipeline/views/rules.ts";
import type { ViewJson } from "#lib/pipeline/views/schema.ts";
import { type ViewBoard, viewsKey } from "./use-views.ts";

type Props = { board: ViewBoard; query: string; onClose: () => void };

/** Asks for a name of the view, and whether it is shared. */
export function ViewSheet({ board, query, onClose }: Props) {
  const say = useTranslations("views");
  const common = useTranslations("common");
  const client = useQueryClient();
  const toast = useToast();
  const once = useOnce();
  const readViews = () => client.invalidateQueries({ queryKey: viewsKey(board) });
  const { run, isBusy } = useFormAction({ onProblem: () => void readViews(), shownBy: "queries" });
  const save = async (view: { name: string; is_shared: boolean }) => {
    const saved = await run(async () => {
      const data = await once((key) => sendJson<ViewJson>("POST", "/views", { board, query, ...view }, key));
      await readViews();
      return { ok: true, data };
    });
    if (!saved) return;
    toast({ subject: saved.name, words: say("kept") });
    onClose();
  };
  return (
    <Sheet title={say("save")} onClose={onClose} draftKey={`new-view-${board}`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          void save({ name: String(form.get("name")).trim(), is_shared: form.get("is_shared") === "on" });
        }}
      >
        <TextField name="name" label={say("name")} limit={MAX_VIEW_NAME} required />
        <label className="flex min-h-8 items-center gap-2.5 max-sm:min-h-11">
          <input type="checkbox" name="is_shared" className="checkbox checkbox-sm" />
          {say("share")}
        </label>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {say("keep")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
