import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { isSending, keyOf } from "#components/ui/keys.ts";
import { excessOf, LengthNote } from "#components/ui/length-note.tsx";
import { MAX_MESSAGE } from "#lib/conversations/messages/rules.ts";
import type { ActionResult } from "#lib/http/action.ts";
import { keyOfMessage, settleDraft, useDraft, writeDraft } from "./draft.ts";

type Props = {
  leadId: number;
  /** How the message is sent. The same text sent in another way is another message. */
  way: string;
  /** Sends with an idempotency key, so that the server stores each message once. */
  send: (text: string, key: string) => Promise<ActionResult<unknown>>;
  label: string;
  placeholder: string;
  action: string;
  /** Why nothing can be sent from here any more. The draft is kept. */
  closed?: React.ReactNode;
  /** Controls beside the button. */
  children?: React.ReactNode;
  fieldId?: string;
};

/** The field for a message to a lead. The draft is kept until the server has confirmed the message. */
export function Composer(props: Props) {
  const { leadId, way, send, label, placeholder, action, closed, children, fieldId } = props;
  const say = useTranslations("conversation");
  const problemWords = useProblemWords();
  const text = useDraft(leadId);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isReady = text.trim() !== "" && excessOf(text, MAX_MESSAGE) === 0 && !closed;
  const submit = async () => {
    if (!isReady || isBusy) return;
    const words = text.trim();
    setBusy(true);
    const result = await settle(send(words, keyOfMessage(leadId, `${way} ${words}`)));
    setBusy(false);
    if (result.ok) {
      settleDraft(leadId, text);
      setProblem(undefined);
    } else {
      setProblem(problemWords(result.problem));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      className="m-4 mt-0 flex-none max-sm:mb-[max(16px,var(--inset-bottom))] rounded-lg border border-control bg-base-100 focus-within:border-primary"
    >
      {closed && (
        <div role="status" className="border-line border-b px-3 py-2 text-xs">
          {closed}
        </div>
      )}
      {problem && !closed && (
        <p role="alert" className="px-3 pt-2 text-error text-xs">
          {problem}
        </p>
      )}
      <textarea
        id={fieldId}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        aria-invalid={excessOf(text, MAX_MESSAGE) > 0}
        dir="auto"
        rows={2}
        onChange={(event) => writeDraft(leadId, event.target.value)}
        onKeyDown={(event) => {
          if (isSending(event)) void submit();
          if (keyOf(event) === "Escape") event.currentTarget.blur();
        }}
        className="block w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none max-sm:text-lg"
      />
      <p className="px-3 empty:hidden">
        <LengthNote text={text} limit={MAX_MESSAGE} />
      </p>
      <div className="flex items-center gap-2 p-2">
        {children}
        {text !== "" && (
          <span
            className={`ml-1 inline-flex items-center gap-1 text-muted text-xs ${children ? "max-sm:hidden" : ""}`}
          >
            <Check size={13} className="icon" aria-hidden />
            {say("draftKept")}
          </span>
        )}
        <span className="ml-auto flex items-center gap-1 max-sm:hidden" aria-hidden>
          <kbd className="kbd">Ctrl</kbd>
          <kbd className="kbd">↵</kbd>
        </span>
        <Button look="primary" type="submit" isBusy={isBusy} disabled={!isReady} className="max-sm:ml-auto">
          {action}
        </Button>
      </div>
    </form>
  );
}
