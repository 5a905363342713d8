"use client";

import { useLocale, useTranslations } from "next-intl";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { Locale } from "#lib/core/ctx.ts";

const LanguageChoices = onDemand(() => import("./language-choices.tsx").then((part) => part.LanguageChoices));

type Props = {
  /** Stores the choice for the person. */
  keep: (input: { locale: Locale }) => Promise<unknown>;
  /** Drawn on the server, so that it is no script. */
  icon: React.ReactNode;
};

/** The language of the screens. The browser keeps the choice, and so does the person. */
export function LanguageMenu({ keep, icon }: Props) {
  const say = useTranslations("shell");
  const current = useLocale();
  return (
    <Menu
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className="btn btn-ghost btn-sm h-8 gap-1.5 px-2 font-normal max-sm:h-11 max-sm:px-3"
        >
          {icon}
          <span className="quiet">{say("language")}:</span>
          <span className="uppercase sm:max-md:quiet">{current}</span>
        </button>
      )}
    >
      {(close) => <LanguageChoices keep={keep} onChosen={close} />}
    </Menu>
  );
}
