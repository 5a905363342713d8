import type { ProblemJson } from "#lib/http/problem.ts";

/** The question to the person: their password, or, for people without one, to sign in again. */
export type IdentityQuestion = { signInAgain: boolean; answer: (isConfirmed: boolean) => void };

let question: IdentityQuestion | undefined;
let answered: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

const put = (next: IdentityQuestion | undefined) => {
  question = next;
  for (const listener of listeners) listener();
};

/** Whether a change was refused until the person confirms who they are. */
export const isReauthenticationRequired = ({ code }: ProblemJson): boolean =>
  code === "reauthentication_required";

/**
 * Asks the person to confirm who they are. If several changes are refused at once, they share one question.
 * @returns whether the person confirmed, so that the change can be sent again
 */
export function confirmIdentity(problem: ProblemJson): Promise<boolean> {
  answered ??= new Promise<boolean>((resolve) => {
    put({ signInAgain: problem.sign_in_again === true, answer: resolve });
  }).finally(() => {
    answered = undefined;
    put(undefined);
  });
  return answered;
}

/** The question that this page is asking now, if any. */
export const identityQuestion = (): IdentityQuestion | undefined => question;

/** Calls `listener` when a question opens or closes. Returns a function that unsubscribes. */
export function onIdentityQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
