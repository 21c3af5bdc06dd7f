"use client";

import { createContext, useContext } from "react";
import type { Language } from "#lib/training/core/language.ts";
import { de } from "./messages/de.ts";
import { en } from "./messages/en.ts";
import type { Messages } from "./messages/messages.ts";

const byLanguage: Readonly<Record<Language, Messages>> = { en, de };

/** The language of what is below. */
export const LanguageContext = createContext<Language>("en");

export function useMessages(): Messages {
  return byLanguage[useContext(LanguageContext)];
}
