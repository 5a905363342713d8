"use client";

import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";

/** The keys of each part of the app. */
const SHORTCUTS = [
  { place: "everywhere", keys: [["/"], ["Ctrl", "K"], ["?"], ["["], ["Z"]] },
  { place: "board", keys: [["←", "→"], ["Space"], ["Esc"], ["M"], ["X"], ["Enter"]] },
  { place: "inbox", keys: [["J", "K"], ["R"], ["Ctrl", "Enter"], ["E"]] },
] as const;

/** A list of the keyboard shortcuts. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const say = useTranslations("shortcuts");
  return (
    <Sheet title={say("title")} onClose={onClose} canCloseOutside>
      {SHORTCUTS.map(({ place, keys }) => (
        <section key={place} className="mb-5">
          <h3 className="mb-1 font-semibold">{say(`${place}.title`)}</h3>
          <dl>
            {keys.map((combination, index) => (
              <div
                key={combination.join()}
                className="flex items-center justify-between gap-4 border-line border-b py-2"
              >
                <dt>{say(`${place}.does.${index}`)}</dt>
                <dd className="flex flex-none gap-1">
                  {combination.map((name) => (
                    <kbd key={name} className="kbd">
                      {name}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
