import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { AppealJson } from "#lib/appeals/schema.ts";
import { nameOfClient } from "./appeal-words.ts";
import { REPLY_FIELD } from "./use-inbox-keys.ts";

/** Where the draft of a conversation is kept, on this device. */
const draftKey = (appeal: AppealJson) => `leadline.draft.${appeal.lead_id}`;

type Props = { appeal: AppealJson; send: (text: string) => Promise<boolean> };

/** The place to answer. What is not sent yet is kept, also over a closed browser. */
export function ReplyBox({ appeal, send }: Props) {
  const say = useTranslations("inbox");
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const key = draftKey(appeal);
  useEffect(() => setText(localStorage.getItem(key) ?? ""), [key]);
  const write = (next: string) => {
    setText(next);
    if (next === "") localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  };
  const submit = async () => {
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    const isSent = await send(text.trim());
    setBusy(false);
    if (isSent) write("");
  };
  const placeholder = say("writePlaceholder", { name: nameOfClient(appeal) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="m-4 mt-0 flex-none rounded-lg border border-control bg-base-100 focus-within:border-primary"
    >
      <textarea
        id={REPLY_FIELD}
        aria-label={placeholder}
        placeholder={placeholder}
        value={text}
        maxLength={10_000}
        rows={2}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        className="block w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none max-sm:text-lg"
      />
      <div className="flex items-center gap-3 p-2">
        {text !== "" && (
          <span className="ml-1 inline-flex items-center gap-1 text-muted text-xs">
            <Check size={13} className="icon" aria-hidden />
            {say("draftKept")}
          </span>
        )}
        <span className="ml-auto flex items-center gap-1 max-sm:hidden" aria-hidden>
          <kbd className="kbd">Ctrl</kbd>
          <kbd className="kbd">↵</kbd>
        </span>
        <Button
          look="primary"
          type="submit"
          isBusy={isBusy}
          disabled={text.trim() === ""}
          className="max-sm:ml-auto"
        >
          {say("send")}
        </Button>
      </div>
    </form>
  );
}
