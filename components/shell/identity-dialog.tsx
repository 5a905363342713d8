import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { sendJson } from "#components/api/client.ts";
import type { IdentityQuestion } from "#components/api/confirm-identity.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";

/** Asks for the password before a sensitive change. The change is sent again afterwards. */
export function IdentityDialog({ signInAgain, answer }: IdentityQuestion) {
  const say = useTranslations("confirmIdentity");
  const common = useTranslations("common");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  return (
    <Dialog
      ref={ref}
      aria-labelledby={titleId}
      closedby="closerequest"
      onClose={() => answer(false)}
      className="fixed inset-x-0 top-0 mx-auto mt-[12dvh] mb-auto w-96 max-w-[calc(100vw-2rem)] rounded-box border border-line-strong bg-card p-5 shadow-over"
    >
      <h2 id={titleId} className="font-semibold text-lg">
        {say(signInAgain ? "again.title" : "title")}
      </h2>
      <p className="mt-1 text-muted">{say(signInAgain ? "again.detail" : "detail")}</p>
      {signInAgain ? (
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => answer(false)}>{common("cancel")}</Button>
          <Button look="primary" onClick={() => void signOut({ callbackUrl: hereAfterSignIn() })}>
            {say("again.onward")}
          </Button>
        </div>
      ) : (
        <PasswordForm onCancel={() => answer(false)} onConfirmed={() => answer(true)} />
      )}
    </Dialog>
  );
}

const hereAfterSignIn = () =>
  `/login?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;

function PasswordForm({ onCancel, onConfirmed }: { onCancel: () => void; onConfirmed: () => void }) {
  const say = useTranslations("confirmIdentity");
  const common = useTranslations("common");
  const problemWords = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The dialog can be over another form, and React would also pass the event to that form's `submit`.
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get("password"));
    setBusy(true);
    try {
      await sendJson("POST", "/me/reauthenticate", { password });
      onConfirmed();
    } catch (failure) {
      setError(problemWords(problemOf(failure)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <TextField
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus
        label={say("password")}
        error={error}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {say("confirm")}
        </Button>
      </div>
    </form>
  );
}
