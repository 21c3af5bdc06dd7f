import Link from "next/link";
import styles from "../ui/tabs.module.css";

const places = [
  ["runs", "Load runs"],
  ["database-tests", "Database tests"],
] as const;

type Props = { pilot: string; here: (typeof places)[number][0] };

/** What is measured: a system under load, and statements on its database. */
export function LoadTabs({ pilot, here }: Props) {
  return (
    <nav className={styles["tabs"]} aria-label="Load runs and database tests">
      {places.map(([path, word]) => (
        <Link key={path} href={`/${pilot}/${path}`} aria-current={path === here ? "page" : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
