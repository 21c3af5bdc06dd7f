import Link from "next/link";
import styles from "../ui/tabs.module.css";

const places = [
  ["coverage", "", "Coverage"],
  ["sessions", "/sessions", "Sessions"],
  ["operators", "/operators", "Operators"],
  ["modules", "/modules", "Modules"],
] as const;

type Props = { pilot: string; here: (typeof places)[number][0] };

/** The pages of training. */
export function TrainingTabs({ pilot, here }: Props) {
  return (
    <nav className={styles["tabs"]} aria-label="Training">
      {places.map(([key, path, word]) => (
        <Link key={key} href={`/${pilot}/training${path}`} aria-current={key === here ? "page" : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
