import type { CompiledStep } from "./compile-scenario.ts";
import type { Pause, UserKind } from "./scenario.ts";
import { weightedDraw } from "./template-source.ts";
import type { UserState } from "./user-state.ts";

/** What users of one kind send next. */

type Drawn = { readonly step: CompiledStep | null; readonly redrawn: number };

/** One kind of user. */
export type CompiledKind = {
  readonly name: string | null;
  readonly share: number;
  readonly think: Pause;
  readonly setup: readonly CompiledStep[];
  /** The next step of the flow that the user is in; else one of the mix by weight. What is not ready gives way to a draw among what is
   *  (`redrawn` 1), a flow whose next step is not ready ends; `step` is null when nothing is ready. */
  drawStep(user: UserState): Drawn;
};

const NOTHING_READY: Drawn = { step: null, redrawn: 0 };
const alone: readonly number[] = [];

/** An entry of the mix, with what a draw of it answers made once: a draw allocates nothing. */
type CompiledEntry = {
  weight: number;
  ready(user: UserState): boolean;
  atOnce: Drawn;
  again: Drawn;
  rest: readonly number[];
};

/** One kind, with the steps of its scenario. */
export function compileKind(kind: UserKind, steps: readonly CompiledStep[]): CompiledKind {
  const entries = kind.mix.flatMap(({ weight, steps: [first = -1, ...rest] }) => {
    const step = steps[first];
    return step === undefined ? [] : [{ weight, step, rest: rest.length === 0 ? alone : rest }];
  });
  const draw = compileDraw(
    entries.map(({ weight, step, rest }) => ({
      ...{ weight, rest, ready: step.ready },
      ...{ atOnce: { step, redrawn: 0 }, again: { step, redrawn: 1 } },
    })),
  );
  const inFlow = steps.map((step): Drawn => ({ step, redrawn: 0 }));
  return {
    ...{ name: kind.name, share: kind.share, think: kind.think },
    setup: kind.setup.flatMap((index) => steps[index] ?? []),
    drawStep: (user) => (user.flow.length === 0 ? draw(user) : (goOn(user, inFlow) ?? draw(user))),
  };
}

/** The next step of a flow; null, and the flow is over, where it is not ready. */
function goOn(user: UserState, steps: readonly Drawn[]): Drawn | null {
  const [next = -1, ...rest] = user.flow;
  const drawn = steps[next];
  const isReady = drawn?.step?.ready(user) ?? false;
  user.flow = isReady ? rest : alone;
  return isReady && drawn !== undefined ? drawn : null;
}

function compileDraw(entries: readonly CompiledEntry[]): (user: UserState) => Drawn {
  const draw = weightedDraw(entries.map(({ weight }) => weight));
  return (user) => {
    const drawn = entries[draw(user.random())];
    if (drawn === undefined) return NOTHING_READY;
    if (!drawn.ready(user)) return drawAmongReady(entries, user);
    user.flow = drawn.rest;
    return drawn.atOnce;
  };
}

function drawAmongReady(entries: readonly CompiledEntry[], user: UserState): Drawn {
  const ready = entries.filter((entry) => entry.ready(user));
  const drawn = ready[weightedDraw(ready.map(({ weight }) => weight))(user.random())];
  if (drawn === undefined) return NOTHING_READY;
  user.flow = drawn.rest;
  return drawn.again;
}
