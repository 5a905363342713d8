import { useTranslations } from "next-intl";
import type { Factor } from "#lib/scoring/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";

type Named = Pick<SourceJson, "code" | "name">;

/** The name of a factor with its value. Sources have the names that people gave them. */
export function useFactorWords(
  sources: readonly Named[],
): (factor: Pick<Factor, "feature" | "value">) => string {
  const say = useTranslations("score");
  const names = useTranslations("learning.feature");
  const stages = useTranslations("stages.lead");
  return ({ feature, value }) => {
    const shown =
      feature === "stage" && typeof value === "string" && stages.has(value)
        ? stages(value)
        : feature === "source"
          ? (sources.find(({ code }) => code === value)?.name ?? value)
          : value;
    if (say.has(`factors.${feature}`))
      return say(`factors.${feature}`, { value: typeof shown === "number" ? shown : String(shown) });
    const together = feature.split(" × ").map((name) => (names.has(name) ? names(name) : name));
    return together.length > 1 ? `${together.join(" × ")}: ${shown}` : (together[0] ?? feature);
  };
}
