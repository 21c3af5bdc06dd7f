import type { ArithmeticRow, Plan } from "./arithmetic.ts";
import { assumedAnswerSeconds } from "./closed-load.ts";
import { levelsOf } from "./levels.ts";
import { requestsIn } from "./pacing.ts";
import { type OpenProfile, peakRate, plannedSeconds } from "./profile.ts";
import { count, duration, inUnit, perSecond } from "./say.ts";

/** What an open plan asks for; nothing of a closed one. */
export function openRows({ scenario, profile }: Plan): ArithmeticRow[] {
  if (profile.model !== "open") return [];
  const seconds = plannedSeconds(profile);
  const requests = requestsIn(profile.stages);
  const peak = peakRate(profile.stages);
  const busy = Math.ceil(peak * assumedAnswerSeconds);
  const worst = Math.ceil(peak * (scenario.timeouts.wholeMs / 1000));
  return [
    { name: "request rate", sum: ratesInWords(profile), result: perSecond(requests / seconds) },
    { name: "one every", sum: `1 ÷ ${perSecond(peak)}`, result: interval(1 / peak) },
    requestsRow(profile, { seconds, requests }),
    {
      name: "users at once",
      sum: `${perSecond(peak)} × ${assumedAnswerSeconds} s answers; × ${duration(scenario.timeouts.wholeMs / 1000)} time-out = ${count(worst)}`,
      result: `${count(busy)} busy, at most ${count(profile.maxUsers)}`,
    },
  ];
}

/** Of random arrivals nine runs in ten come within this of the plan: a Poisson count's deviation is its root. */
function requestsRow({ arrivals }: OpenProfile, planned: { seconds: number; requests: number }): ArithmeticRow {
  const over = `over ${duration(planned.seconds)}`;
  if (arrivals !== "poisson") return { name: "requests in all", sum: over, result: count(planned.requests) };
  const spread = Math.ceil(1.645 * Math.sqrt(planned.requests));
  const result = `${count(planned.requests)} ± ${count(spread)}`;
  return { name: "requests in all", sum: `${over}, at random: nine runs in ten`, result };
}

const mostRatesInWords = 6;

/** Levels have rows of their own. */
function ratesInWords({ stages, ...profile }: OpenProfile): string {
  const levels = levelsOf({ stages, ...profile }).length;
  if (levels === stages.length && levels > 1) return `${count(levels)} levels, on average`;
  if (stages.length > mostRatesInWords) return `${count(stages.length)} stages, on average`;
  return stages
    .map(
      ({ from, to, seconds }) =>
        `${from === to ? perSecond(from) : `${perSecond(from)} to ${perSecond(to)}`} for ${duration(seconds)}`,
    )
    .join(", ");
}

function interval(seconds: number): string {
  return inUnit({ kind: "mean" }, seconds * 1000);
}
