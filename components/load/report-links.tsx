import { type ReportFormat, reportFormats } from "#lib/load/core/report-formats.ts";
import styles from "./report.module.css";

const names: Readonly<Record<ReportFormat, string>> = {
  html: "HTML",
  pdf: "PDF",
  markdown: "Markdown",
  json: "JSON",
  junit: "JUnit XML",
  csv: "Seconds as CSV",
};

/** The report as files. Plain links: a file is no page. */
export function ReportLinks({ pilot, number }: { pilot: string; number: number }) {
  return (
    <span className={styles["links"]}>
      {reportFormats.map((format) => (
        <a key={format} href={`/api/v1/pilots/${pilot}/runs/${number}/report/${format}`} download>
          {names[format]}
        </a>
      ))}
    </span>
  );
}
