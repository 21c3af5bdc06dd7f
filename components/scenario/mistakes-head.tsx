"use client";

import type { Mistake } from "#lib/load/input/scenario.ts";
import { correctionOf } from "#lib/load/input/scenario-correction.ts";
import { Mark } from "../ui/mark.tsx";
import list from "../ui/mistake-list.module.css";
import { Plate } from "../ui/plate.tsx";
import styles from "./scenario.module.css";

type Props = {
  text: string;
  mistakes: readonly Mistake[];
  isRestored: boolean;
  isOpen: boolean;
  onGo(mistake: Mistake): void;
  onText(text: string): void;
};

/** How many mistakes there are and where, each a way to its place; where one thing was surely meant, it can be written from here. */
export function MistakesHead({ text, mistakes, isRestored, isOpen, onGo, onText }: Props) {
  const lines = [...new Set(mistakes.map(({ line }) => line))];
  return (
    <div className={styles["head"]}>
      <p className={styles["head-line"]} role="status">
        {mistakes.length === 0 ? (
          <span className={styles["holds"]}>
            <Mark name="go" /> {text.trim() === "" ? "Nothing is written yet" : "It reads well"}
          </span>
        ) : (
          <>
            <Plate kind="fail" word={mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`} />
            <span>{`${lines.length === 1 ? "line" : "lines"} ${linesText(lines)}`}</span>
          </>
        )}
        <span className={`second ${styles["end"]}`}>
          {isRestored ? "What you typed before is still here." : keptText(text, isOpen)}
        </span>
      </p>
      {mistakes.slice(0, listed).map((mistake) => (
        <Offer key={`${mistake.line}:${mistake.column}`} {...{ text, mistake, isOpen, onGo, onText }} />
      ))}
    </div>
  );
}

const listed = 3;

function keptText(text: string, isOpen: boolean): string {
  const lines = text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
  return `${lines === 1 ? "1 line" : `${lines} lines`}${isOpen ? ", kept as you type" : ""}`;
}

function linesText(lines: readonly number[]): string {
  return lines.length <= listed
    ? lines.join(", ")
    : `${lines.slice(0, listed).join(", ")} and ${lines.length - listed} more`;
}

type OfferProps = Omit<Props, "mistakes" | "isRestored"> & { mistake: Mistake };

function Offer({ text, mistake, isOpen, onGo, onText }: OfferProps) {
  const correction = isOpen ? correctionOf(mistake, text) : null;
  return (
    <p className={styles["offer"]}>
      <button type="button" className={list["mistake"]} onClick={() => onGo(mistake)}>
        {mistake.sentence}
      </button>
      {correction === null ? null : (
        <>
          <button type="button" className="button" onClick={() => onText(correction.text)}>
            {correction.label}
          </button>
          <span className="second small">{correction.says}</span>
        </>
      )}
    </p>
  );
}
