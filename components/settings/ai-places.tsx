"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Segmented } from "#components/ui/segmented.tsx";

const PLACES = {
  settings: "/settings/ai",
  calibration: "/settings/ai/calibration",
  model: "/settings/ai/model",
} as const;
const NAMES = ["settings", "calibration", "model"] as const;

/** The parts of Settings → AI. */
export function AiPlaces() {
  const say = useTranslations("settings.ai.places");
  const path = usePathname();
  return (
    <div>
      <Segmented
        label={say("label")}
        value={NAMES.find((name) => PLACES[name] === path) ?? "settings"}
        hrefOf={(name) => PLACES[name]}
        options={NAMES.map((value) => ({ value, label: say(value) }))}
      />
    </div>
  );
}
