import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Ellipsis, Link2, Mail, Phone, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuAction, menuRow } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { VIEWING_SECONDS } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson, ViewerJson } from "#lib/pipeline/leads/schema.ts";

type Props = {
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  lead: LeadJson | undefined;
  sourceName: string;
};

/** The lead's name, buttons for the neighbouring leads, and the close button. */
export function DrawerHeader({ lead, sourceName, onPrevious, onNext, onClose }: Props) {
  const say = useTranslations("drawer");
  const common = useTranslations("common");
  const nameOf = useLeadName();
  const format = useFormat();
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    toast({ words: say("linkCopied") });
  };
  const neighbours = [
    { name: "previous", icon: ChevronLeft, onGo: onPrevious },
    { name: "next", icon: ChevronRight, onGo: onNext },
  ] as const;
  return (
    <header className="flex flex-none items-center gap-3 border-line border-b px-5 py-3">
      <span className="flex size-9 flex-none items-center justify-center rounded-lg border border-line-strong">
        {lead && <SourceIcon source={lead.source} size={16} />}
      </span>
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate font-semibold text-lg leading-5">
          {lead && nameOf(lead)}
        </h2>
        <p className="truncate text-muted text-xs">
          {lead && say("from", { id: lead.id, source: sourceName, age: format.ago(lead.created_at) })}
        </p>
      </div>
      {lead && <LeadViewers leadId={lead.id} />}
      <div className="flex items-center gap-1">
        {/* On a phone the name gets the room. People go back to the list to open the next lead. */}
        <span className="contents max-sm:hidden">
          {neighbours.map(({ name, icon, onGo }) => (
            <Button
              key={name}
              look="ghost"
              icon={icon}
              aria-label={say(name)}
              disabled={!onGo}
              onClick={onGo}
            />
          ))}
        </span>
        <span aria-hidden className="mx-1 h-4 border-line-strong border-l max-sm:hidden" />
        <span className="max-sm:hidden">
          <Button look="ghost" icon={Link2} aria-label={say("copyLink")} onClick={copy} />
        </span>
        {lead && <DrawerMenu lead={lead} onCopyLink={copy} />}
        <Button look="ghost" icon={X} aria-label={common("close")} onClick={onClose} />
      </div>
    </header>
  );
}

/** Links that call or email the client, and an action that copies the address of this page. */
function DrawerMenu({ lead, onCopyLink }: { lead: LeadJson; onCopyLink: () => void }) {
  const say = useTranslations("drawer");
  return (
    <Menu trigger={(props) => <Button look="ghost" icon={Ellipsis} aria-label={say("more")} {...props} />}>
      {(close) => (
        <>
          {lead.phone && (
            <a href={`tel:${lead.phone.replaceAll(/[^+\d]/g, "")}`} className={menuRow} onClick={close}>
              <Phone size={16} className="icon text-muted" aria-hidden />
              {say("call")}
              <span className="ml-auto whitespace-nowrap pl-4 text-muted text-xs tabular-nums">
                {lead.phone}
              </span>
            </a>
          )}
          {lead.email && (
            <a href={`mailto:${lead.email}`} className={menuRow} onClick={close}>
              <Mail size={16} className="icon text-muted" aria-hidden />
              <span className="whitespace-nowrap">{say("writeEmail")}</span>
              <span className="ml-auto max-w-44 truncate pl-4 text-muted text-xs">{lead.email}</span>
            </a>
          )}
          <MenuAction close={close} onAct={onCopyLink}>
            <Link2 size={16} className="icon text-muted" aria-hidden />
            {say("copyLink")}
          </MenuAction>
        </>
      )}
    </Menu>
  );
}

/** Milliseconds between two reports that this person is viewing the lead. */
const SIGN_EVERY = (VIEWING_SECONDS / 3) * 1000;

/** Shows who else is viewing this lead, and reports that this person is. */
function LeadViewers({ leadId }: { leadId: number }) {
  const say = useTranslations("drawer");
  const { data: others = [] } = useQuery({
    queryKey: ["viewers", leadId],
    queryFn: () => postJson<ViewerJson[]>(`/leads/${leadId}/viewers`),
    refetchInterval: SIGN_EVERY,
    staleTime: SIGN_EVERY / 2,
    retry: false,
  });
  if (others.length === 0) return null;
  const names = others.map(({ name }) => name).join(", ");
  return (
    <p className="flex flex-none -space-x-1.5" title={say("alsoHere", { names })}>
      <span className="quiet">{say("alsoHere", { names })}</span>
      {others.slice(0, 3).map(({ operator_id, name }) => (
        <span key={operator_id} className="rounded-full ring-2 ring-success" aria-hidden>
          <Avatar name={name} />
        </span>
      ))}
    </p>
  );
}
