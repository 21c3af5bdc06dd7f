"use client";

import type { FormEvent } from "react";
import { coverageStates } from "#lib/training/core/coverage-lines.ts";
import type { CoverageView } from "#lib/training/core/coverage-view.ts";
import runs from "../../load/runs.module.css";
import { staysHere } from "../../shadow/groups-bar.tsx";
import styles from "./coverage.module.css";
import { coverageSearch, type PageAsked } from "./coverage-address.ts";
import { dayWord, shiftWord, stateWords } from "./say-coverage.ts";
import type { Ask } from "./use-coverage-asked.ts";

const fieldId = "coverage-filter";

export function focusFilter(): void {
  const field = document.getElementById(fieldId);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

type Props = { asked: PageAsked; view: CoverageView; onAsk: Ask };

/** Who and which modules are shown, and for which day; all of it is in the address. */
export function CoverageBar({ asked, view, onAsk }: Props) {
  return (
    <>
      <div className={styles["bar"]}>
        <Words q={asked.q} onAsk={onAsk} />
        <Choice
          {...{ name: "shift", word: "Shift", all: "All shifts", chosen: asked.shift, onAsk }}
          options={view.shifts.filter(({ shift }) => shift !== "").map(({ shift }) => [shift, shiftWord(shift)])}
        />
        <Choice
          {...{ name: "role", word: "Role", all: "All roles", chosen: asked.role, onAsk }}
          options={view.roles.map(({ role, ready, of }) => [role, `${role}, ${ready} of ${of} ready`])}
        />
        <Choice
          {...{ name: "module", word: "Module", all: "All modules", chosen: asked.module, onAsk }}
          options={view.modules.map(({ code, name }) => [code, `${code} ${name}`])}
        />
        <label className={styles["choice"]}>
          <span className="visually-hidden">State</span>
          <select
            className="input"
            value={asked.state}
            onChange={({ target }) => onAsk({ state: coverageStates.find((one) => one === target.value) ?? "all" })}
          >
            {coverageStates.map((state) => (
              <option key={state} value={state}>
                {stateWords[state]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <WhatIf {...{ asked, view, onAsk }} />
    </>
  );
}

function Words({ q, onAsk }: { q: string; onAsk: Ask }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("q") ?? "").trim();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (typed !== q) onAsk({ q: typed });
  };
  return (
    <form key={q} className={`${runs["filter"]} ${styles["words"]}`} onSubmit={submit}>
      <input
        id={fieldId}
        name="q"
        className="input"
        aria-label="Filter"
        placeholder="name, badge, role"
        title="Every word must be somewhere in the row. Enter applies it."
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        defaultValue={q}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </form>
  );
}

type ChoiceProps = {
  name: "shift" | "role" | "module";
  word: string;
  all: string;
  chosen: string;
  options: readonly (readonly [value: string, word: string])[];
  onAsk: Ask;
};

function Choice({ name, word, all, chosen, options, onAsk }: ChoiceProps) {
  const known = chosen === "" || options.some(([value]) => value === chosen);
  return (
    <label className={styles["choice"]}>
      <span className="visually-hidden">{word}</span>
      <select className="input" value={chosen} onChange={({ target }) => onAsk({ [name]: target.value })}>
        <option value="">{all}</option>
        {[...options, ...(known ? [] : [[chosen, chosen] as const])].map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Validity is judged on the day that is chosen here: what runs out before it does not count. */
function WhatIf({ asked, view, onAsk }: Props) {
  const { launchAt, timeZone } = view;
  const launch = launchAt === null ? "Launch day, not set yet" : `Launch day, ${dayWord(launchAt, timeZone)}`;
  const day = asked.at === "now" || asked.at === "launch" ? "" : asked.at;
  return (
    <div className={styles["moment"]}>
      <span className="second">Valid on</span>
      <nav className={runs["segments"]} aria-label="For which day">
        {(
          [
            ["launch", launch],
            ["now", "Today"],
          ] as const
        ).map(([at, word]) => (
          <a
            key={at}
            href={coverageSearch({ ...asked, at }) || "?"}
            aria-current={asked.at === at ? "true" : undefined}
            onClick={(event) => staysHere(event, () => onAsk({ at }))}
          >
            {word}
          </a>
        ))}
      </nav>
      <label>
        <span className="second">or on a day</span>{" "}
        <input
          type="date"
          className={`input ${styles["day"]}`}
          value={day}
          onChange={({ target }) => onAsk({ at: target.value === "" ? "launch" : target.value })}
        />
      </label>
    </div>
  );
}
