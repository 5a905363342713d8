import { Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import type { SessionJson } from "#lib/auth/sessions/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";

type Props = {
  sessions: SessionJson[];
  endSession: (input: { sessionId: number }) => Promise<ActionResult<void>>;
  endOthers: (input: Record<string, never>) => Promise<ActionResult<void>>;
  /** Signs out here. */
  leave: () => void;
};

const PHONES = new Set(["iOS", "Android"]);

/** The person's sessions, with a button that ends each of them. */
export function SessionList({ sessions, endSession, endOthers, leave }: Props) {
  const say = useTranslations("profile.sessions");
  const { run, isBusy } = useFormAction();
  return (
    <section aria-label={say("title")} className="flex max-w-2xl flex-col items-start gap-2">
      <h2 className="font-semibold">{say("title")}</h2>
      <p className="text-muted">{say("detail")}</p>
      <ul className="w-full divide-y divide-line rounded-box border border-line-strong bg-card">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={isBusy}
            onEnd={(device) =>
              session.is_current
                ? leave()
                : void run(() => endSession({ sessionId: session.id }), say("signedOut", { device }))
            }
          />
        ))}
      </ul>
      {sessions.some((session) => !session.is_current) && (
        <Button isBusy={isBusy} onClick={() => void run(() => endOthers({}), say("othersSignedOut"))}>
          {say("signOutOthers")}
        </Button>
      )}
    </section>
  );
}

type RowProps = { session: SessionJson; isBusy: boolean; onEnd: (device: string) => void };

function SessionRow({ session, isBusy, onEnd }: RowProps) {
  const say = useTranslations("profile.sessions");
  const format = useFormat();
  const { browser, system, ip, is_current: isCurrent } = session;
  const device =
    browser && system ? say("device", { browser, system }) : (browser ?? system ?? say("unknownDevice"));
  const Icon = system && PHONES.has(system) ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Icon size={16} className="icon text-muted" aria-hidden />
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {device}
          {isCurrent && (
            <span className="rounded-full bg-primary-soft px-2 py-px font-normal text-primary text-xs">
              {say("thisDevice")}
            </span>
          )}
        </p>
        <p className="text-muted text-xs">
          {[
            ip,
            isCurrent ? say("activeNow") : say("active", { at: format.ago(session.last_seen_at) }),
            say("signedIn", { at: format.full(session.created_at) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Button isSmall disabled={isBusy} onClick={() => onEnd(device)}>
        {say("signOut")}
      </Button>
    </li>
  );
}
