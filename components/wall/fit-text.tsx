"use client";

import { useLayoutEffect, useRef } from "react";
import styles from "./wall.module.css";

type Props = {
  children: string;
  /** Of the type, in the wall's units (a 1080th of its height): as it should be, and the least that may be read across a room. */
  size: number;
  least?: number;
  /** How many lines there is room for. Beyond, what is left over is cut, at the smallest size only. */
  lines?: 1 | 2 | 3 | 4;
  className?: string | undefined;
};

/** Nothing on a wall is smaller than 3 % of its height. */
const leastOfAll = 33;
const stepRatio = 0.94;

/** A text in its box: smaller until it fits, then on as many lines as there is room for, and only at last cut with an ellipsis. */
export function FitText({ children, size, least = leastOfAll, lines = 1, className }: Props) {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const fit = () => box.current && fitInto(box.current, { size, least, lines });
    fit();
    const watch = new ResizeObserver(fit);
    if (box.current?.parentElement) watch.observe(box.current.parentElement);
    // Before its typeface has come, a text has another width.
    document.fonts.addEventListener("loadingdone", fit);
    return () => {
      watch.disconnect();
      document.fonts.removeEventListener("loadingdone", fit);
    };
  }, [children, size, least, lines]);
  return (
    <span ref={box} className={[styles["fit"], className].join(" ")} style={sized(size)}>
      {children}
    </span>
  );
}

const sized = (size: number) => ({ fontSize: `calc(${size} * var(--u))` });

/** First one line down to the least size; then, where there is room, more lines from the full size down. */
function fitInto(box: HTMLElement, { size, least, lines }: { size: number; least: number; lines: number }): void {
  const sizes: number[] = [];
  box.style.textOverflow = "";
  for (let one = size; one > least; one *= stepRatio) sizes.push(one);
  sizes.push(least);
  for (let count = 1; count <= lines; count += 1) {
    // A text that needs two lines anyway is better large on two than small on one.
    const tried = count < lines ? sizes.filter((one) => one >= size * 0.8) : sizes;
    if (tried.some((one) => fits(box, one, count))) return;
  }
  box.style.textOverflow = "ellipsis";
}

function fits(box: HTMLElement, size: number, lines: number): boolean {
  box.style.fontSize = sized(size).fontSize;
  box.style.setProperty("-webkit-line-clamp", String(lines));
  box.style.whiteSpace = lines === 1 ? "nowrap" : "normal";
  if (box.scrollWidth > box.clientWidth + 1) return false;
  // Letters reach a little beyond their line; half a line more is one that is hidden.
  const halfLine = Number.parseFloat(getComputedStyle(box).fontSize) / 2;
  const room = box.parentElement?.clientHeight ?? box.clientHeight;
  return box.scrollHeight <= box.clientHeight + halfLine && box.clientHeight <= room + 1;
}
