"use client";

import { signOut } from "next-auth/react";
import { Button } from "#components/ui/button.tsx";
import { Logo } from "./logo.tsx";

type Props = {
  title: string;
  /** The account's email, where it helps. */
  email?: string;
  detail: string;
  /** The label of the button that signs out. */
  leave: string;
  children: React.ReactNode;
};

/** Something that a person must do before they can use Leadline, with a button that signs out. */
export function ObligationCard({ title, email, detail, leave, children }: Props) {
  return (
    <div className="flex w-full max-w-94 flex-col gap-3">
      <section className="flex flex-col gap-5 rounded-box border border-line-strong bg-card p-7">
        <header className="flex items-center gap-3">
          <Logo size={32} />
          <div className="min-w-0">
            <h1 className="font-semibold text-lg leading-6">{title}</h1>
            {email && <p className="truncate text-muted text-xs">{email}</p>}
          </div>
        </header>
        <p className="text-muted">{detail}</p>
        {children}
      </section>
      <Button look="ghost" className="self-center" onClick={() => signOut({ callbackUrl: "/login" })}>
        {leave}
      </Button>
    </div>
  );
}
