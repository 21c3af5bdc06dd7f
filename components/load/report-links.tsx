import styles from "./report.module.css";

const formats = [
  ["html", "HTML"],
  ["markdown", "Markdown"],
  ["json", "JSON"],
  ["csv", "Seconds as CSV"],
] as const;

/** The report as files. Plain links: a file is no page. */
export function ReportLinks({ pilot, number }: { pilot: string; number: number }) {
  return (
    <span className={styles["links"]}>
      {formats.map(([format, name]) => (
        <a key={format} href={`/api/v1/pilots/${pilot}/runs/${number}/report/${format}`} download>
          {name}
        </a>
      ))}
    </span>
  );
}
