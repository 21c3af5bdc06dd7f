import Link from "next/link";
import styles from "../ui/tabs.module.css";

const places = [
  ["readiness", "", "Readiness"],
  ["plan", "/plan", "Plan"],
  ["day", "/day", "Launch day"],
  ["rollout", "/rollout", "Rollout"],
  ["documents", "/documents", "Documents"],
] as const;

type Props = { pilot: string; here: (typeof places)[number][0] };

/** The pages of the launch. */
export function LaunchTabs({ pilot, here }: Props) {
  return (
    <nav className={styles["tabs"]} aria-label="Launch">
      {places.map(([key, path, word]) => (
        <Link key={key} href={`/${pilot}/launch${path}`} aria-current={key === here ? "page" : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
