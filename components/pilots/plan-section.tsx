"use client";

import { wallWindow } from "#lib/pilots/core/move-window.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { dayText, momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import { turnsIn } from "#lib/pilots/core/shifts.ts";
import { PlaceForm, TextField } from "./fields.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { type EditState, savedHint } from "./use-edit.ts";
import { usePlanEdit } from "./use-plan-edit.ts";

type Props = { number: number; first: PilotFacts; mayPlan: boolean };
type Form = { windowFrom: string; windowTo: string; programmeFrom: string; programmeTo: string };

function formOf({ window, programme, timeZone }: PilotFacts): Form {
  const wall = window === null ? { from: "", to: "" } : wallWindow(window, timeZone);
  return {
    windowFrom: wall.from,
    windowTo: wall.to,
    programmeFrom: programme?.from ?? "",
    programmeTo: programme?.to ?? "",
  };
}

/** Both ends empty: not set. */
function planOf({ windowFrom, windowTo, programmeFrom, programmeTo }: Form) {
  const span = (from: string, to: string) => (from === "" && to === "" ? null : { from, to });
  return { window: span(windowFrom, windowTo), programme: span(programmeFrom, programmeTo) };
}

/** The go-live window and the programme that leads to it. */
export function PlanSection({ number, first, mayPlan }: Props) {
  const { facts, state } = usePlanEdit<Form>(first, { place: "plan", formOf, planOf });
  const mayChange = mayPlan && facts.archivedAt === null;
  const end =
    mayChange && state.edit === null ? (
      <button
        type="button"
        className="button link"
        aria-label="Change window and programme"
        onClick={() => state.begin()}
      >
        {facts.window === null ? "Set the window" : "Change"}
      </button>
    ) : null;
  return (
    <Section number={number} id="plan" title="Window and programme" end={end}>
      {mayChange && state.edit !== null ? <PlanFields state={state} zone={facts.timeZone} /> : <Plan facts={facts} />}
    </Section>
  );
}

function Plan({ facts }: { facts: PilotFacts }) {
  const { window, programme } = facts;
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>Go-live window</dt>
        <dd>{window === null ? <NoWindow /> : <WindowText facts={facts} window={window} />}</dd>
      </div>
      <div>
        <dt>Programme</dt>
        <dd>
          {programme === null ? (
            <span className="second">Not set: the days of preparation, such as the two weeks before the window.</span>
          ) : (
            `${dayText(programme.from)} to ${dayText(programme.to)}`
          )}
        </dd>
      </div>
    </dl>
  );
}

function NoWindow() {
  return (
    <span className="second">
      Not set: from when to when the new system takes over. Once it is, the clock to it runs at the top left.
    </span>
  );
}

function WindowText({ facts, window }: { facts: PilotFacts; window: { from: string; to: string } }) {
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  const { timeZone: zone, shifts } = facts;
  const names = [...new Set(turnsIn(shifts, zone, { fromMs, toMs }).map(({ name }) => name))];
  // Against 1970 the year is said; against its beginning, the end's day only where it is another.
  const from = momentText(fromMs, zone, 0);
  return (
    <>
      <span>
        {from} {zoneWord(fromMs, zone)} to {momentText(toMs, zone, fromMs)} {zoneWord(toMs, zone)}
      </span>
      {names.length === 0 ? null : <span className="second small">Works then: {names.join(", ")}</span>}
    </>
  );
}

const labels: Readonly<Record<keyof Form, string>> = {
  windowFrom: "Window from",
  windowTo: "Window to",
  programmeFrom: "Programme from",
  programmeTo: "Programme to",
};
const places: Readonly<Record<keyof Form, string>> = {
  windowFrom: "window.from",
  windowTo: "window.to",
  programmeFrom: "programme.from",
  programmeTo: "programme.to",
};

function PlanFields({ state, zone }: { state: EditState<Form>; zone: string }) {
  if (state.edit === null) return null;
  const { edit } = state;
  const field = (name: keyof Form) => (
    <TextField
      id={`plan-${name}`}
      label={labels[name]}
      type={name.startsWith("window") ? "datetime-local" : "date"}
      value={edit.typed[name]}
      wrong={state.wrong[places[name]]}
      hint={savedHint(edit, name)}
      onType={(value) => state.put({ [name]: value })}
    />
  );
  return (
    <PlaceForm
      label="Window and programme"
      title={`Times of the site, ${zone}`}
      note="Leave both ends empty where nothing is set yet."
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      {field("windowFrom")}
      {field("windowTo")}
      {field("programmeFrom")}
      {field("programmeTo")}
    </PlaceForm>
  );
}
