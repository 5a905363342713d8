import { useTranslations } from "next-intl";
import { OddsChart } from "#components/charts/odds.tsx";
import { Waterfall } from "#components/charts/waterfall.tsx";
import { useFormat } from "#components/format/use-format.ts";
import type { AssessmentJson, Factor } from "#lib/scoring/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import { useFactorWords } from "./use-factor-words.ts";

/** Factors shown one by one. Weaker ones are combined. */
const IN_SIGHT = 7;
/** Log-odds below which a factor is hidden: it changes the odds by less than one percent. */
const NOTHING = 0.01;

type Props = { assessment: AssessmentJson; minTransferScore: number; sources: SourceJson[] };

/** The factors of a score: addends of the score itself, or of its log-odds, shown as multipliers of the odds. */
export function ScoreFactors({ assessment, minTransferScore, sources }: Props) {
  const say = useTranslations("score");
  const format = useFormat();
  const wordsOf = useFactorWords(sources);
  const total = { label: say("title"), value: assessment.score, words: format.score(assessment.score) };
  if (assessment.factor_scale === "log_odds") return <Odds {...{ assessment, total, sources }} />;
  return (
    <Waterfall
      bars={assessment.factors.map((factor) => ({
        key: factor.feature,
        label: wordsOf(factor),
        effect: factor.effect,
        words: format.signed(factor.effect, 2),
      }))}
      total={total}
      threshold={{
        value: minTransferScore,
        words: say("threshold", { score: format.score(minTransferScore) }),
      }}
    />
  );
}

type OddsProps = Pick<Props, "assessment" | "sources"> & { total: { label: string; words: string } };

function Odds({ assessment, total, sources }: OddsProps) {
  const say = useTranslations("score");
  const format = useFormat();
  const wordsOf = useFactorWords(sources);
  const prior = assessment.factors.find(({ feature }) => feature === "prior");
  const others = assessment.factors
    .filter(({ feature, effect }) => feature !== "prior" && Math.abs(effect) >= NOTHING)
    .sort((one, other) => Math.abs(other.effect) - Math.abs(one.effect));
  const rest = others.slice(IN_SIGHT);
  const times = (effect: number) =>
    say("times", { factor: format.decimal(Math.exp(effect), Math.exp(effect) < 10 ? 1 : 0) });
  const bar = (key: string, label: string, effect: number) => ({ key, label, effect, words: times(effect) });
  const sumOf = (factors: Factor[]) => factors.reduce((sum, { effect }) => sum + effect, 0);
  return (
    <OddsChart
      start={{ label: say("byRules"), words: format.score(1 / (1 + Math.exp(-(prior?.effect ?? 0)))) }}
      bars={[
        ...others.slice(0, IN_SIGHT).map((factor) => bar(factor.feature, wordsOf(factor), factor.effect)),
        ...(rest.length > 0 ? [bar("rest", say("weaker", { count: rest.length }), sumOf(rest))] : []),
      ]}
      total={total}
    />
  );
}
