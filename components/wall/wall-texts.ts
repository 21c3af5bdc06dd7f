import type { WallLanguage } from "#lib/displays/core/display.ts";
import { de } from "./messages/de.ts";
import { en } from "./messages/en.ts";
import type { WallTexts } from "./messages/messages.ts";

const byLanguage: Readonly<Record<WallLanguage, WallTexts>> = { en, de };

export function textsOf(language: WallLanguage): WallTexts {
  return byLanguage[language];
}

/** Until somebody chooses. */
export function browserTexts(): WallTexts {
  return textsOf(navigator.language.startsWith("de") ? "de" : "en");
}
