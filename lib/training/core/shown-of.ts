import { type Language, textIn } from "./language.ts";
import { meaningOf } from "./meaning.ts";
import type { ModuleVersion, Operator } from "./module.ts";
import { isSignable, type OperatorState } from "./session-state.ts";
import type { Shown } from "./shown.ts";

export type ShownInput = {
  as: "operator" | "trainer";
  language: Language;
  session: Shown["session"];
  module: { id: string; code: string; version: ModuleVersion };
  operator: Operator;
  state: OperatorState;
};

/** What stands above the button for this operator now; null where nothing can be signed. */
export function shownOf({ as, language, session, module, operator, state }: ShownInput): Shown | null {
  const { version } = module;
  if (state.attended === null || !isSignable(state, version.steps)) return null;
  const attended = { is: state.attended.is, minutes: state.attended.minutes };
  const statement = textIn(version.statement, language);
  const steps = version.steps.flatMap(({ id, shows }) => {
    const outcome = state.outcomes.get(id)?.outcome;
    return outcome === undefined ? [] : [{ id, shows: textIn(shows, language), outcome }];
  });
  return {
    ...{ as, language, session, attended, steps, statement },
    module: {
      ...{ id: module.id, code: module.code, version: version.number, minutes: version.minutes },
      name: textIn(version.name, language),
    },
    operator: { id: operator.id, badge: operator.badge, name: operator.name, shift: operator.shift },
    meaning: meaningOf({ as, language, attended, operator: operator.name, statement }),
  };
}

/** "TS-031" */
export function sessionName(number: number): string {
  return `TS-${String(number).padStart(3, "0")}`;
}
