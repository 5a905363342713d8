import { Ellipsis, Link2, Mail, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuAction, menuRow } from "#components/ui/menu.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";

/** The ways to a client that lead out of Leadline, and the way back to this page. */
export function DrawerMenu({ lead, onCopyLink }: { lead: LeadJson; onCopyLink: () => void }) {
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
