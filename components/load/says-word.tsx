import { Mark, type MarkName } from "../ui/mark.tsx";
import styles from "./compare.module.css";

const marks: Readonly<Record<string, MarkName>> = {
  slower: "warning",
  faster: "go",
  "more errors": "warning",
  "fewer errors": "go",
  "no difference shown": "inconclusive",
  "too short to say": "not-polled",
};

/** What is said of a figure: a mark and a word, those that differ in bold. */
export function SaysWord({ says }: { says: string }) {
  const mark = marks[says];
  if (mark === undefined) return null;
  const tone = mark === "warning" ? styles["worse"] : mark === "go" ? styles["better"] : styles["even"];
  return (
    <span className={`${styles["says"]} ${tone}`}>
      <Mark name={mark} /> {says}
    </span>
  );
}
