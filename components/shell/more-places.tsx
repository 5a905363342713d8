import Link from "next/link";
import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import { type Place, stayOffline } from "./navigation.ts";
import { PLACE_ICONS } from "./place-icons.tsx";

type Props = { places: readonly Place[]; account: React.ReactNode; onClose: () => void };

/** The screens without room in a phone's bottom bar. */
export function MorePlaces({ places, account, onClose }: Props) {
  const say = useTranslations("shell");
  return (
    <Sheet title={say("more")} onClose={onClose} canCloseOutside>
      <div className="flex items-center justify-end gap-2 border-line border-b pb-3">{account}</div>
      <ul className="flex flex-col py-2">
        {places.map(({ href, name }) => {
          const Icon = PLACE_ICONS[name];
          return (
            <li key={href}>
              <Link
                href={href}
                onNavigate={stayOffline}
                onClick={onClose}
                className="flex h-12 items-center gap-3 text-lg"
              >
                <Icon size={20} className="icon text-muted" aria-hidden />
                {say(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
