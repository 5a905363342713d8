import { ChevronLeft, ChevronRight, Link2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { DrawerMenu } from "./drawer-menu.tsx";
import { LeadViewers } from "./lead-viewers.tsx";

type Props = {
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  lead: LeadJson | undefined;
  sourceName: string;
};

/** Who it is, the way to its neighbours, and out. */
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
        {/* On a phone the name has the room: one goes back to the list, and from there to the next. */}
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
