import type { WallLanguage } from "#lib/displays/core/display.ts";
import { minutesText } from "./rollback-clock.ts";

/** Figures as a wall writes them, in its language. */

export type WallFigures = {
  /** "238 ms", "12.3 s" */
  latency(ms: number): string;
  /** "0.05 %" */
  ratio(ratio: number): string;
  /** "4.6/s" */
  rate(perSecond: number): string;
  percent(percent: number): string;
  /** "00:12" */
  age(ms: number): string;
};

const locales: Readonly<Record<WallLanguage, string>> = { en: "en-GB", de: "de-DE" };

function figuresIn(language: WallLanguage): WallFigures {
  const locale = locales[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const two = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const rough = (value: number) => (value >= 100 ? whole : value < 1 ? two : three).format(value);
  return {
    latency: (ms) => (ms >= 10_000 ? `${rough(ms / 1_000)} s` : `${rough(ms)} ms`),
    ratio: (ratio) => `${rough(ratio * 100)} %`,
    rate: (perSecond) => `${rough(perSecond)}/s`,
    percent: (percent) => `${rough(percent)} %`,
    age: minutesText,
  };
}

export const wallFigures: Readonly<Record<WallLanguage, WallFigures>> = { en: figuresIn("en"), de: figuresIn("de") };
