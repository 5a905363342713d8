"use client";

import { useLocale, useTranslations } from "next-intl";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { Locale } from "#lib/core/ctx.ts";

const LanguageChoices = onDemand(() => import("./language-choices.tsx").then((part) => part.LanguageChoices));

type Props = {
  /** Stores the choice with the person's account. */
  keep: (input: { locale: Locale }) => Promise<unknown>;
  /** Rendered on the server, so that it adds no script. */
  icon: React.ReactNode;
};

/** Chooses the language of the screens. The choice is stored in the browser and with the person's account. */
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
