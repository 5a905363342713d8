import type { ProblemJson } from "#lib/http/problem.ts";

/** What is asked of the person: their password, or, without one, to sign in again. */
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
 * Lets the person confirm who they are; several changes that are refused at once ask once.
 * @returns whether they did, so that the change can be sent again
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

/** What this page asks its person right now. */
export const identityQuestion = (): IdentityQuestion | undefined => question;

/** Calls `listener` whenever a question comes or goes; returns the way out. */
export function onIdentityQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
