import Link from "next/link";

/** A report is made from final figures. */
export function NoReportYet({ pilot, number }: { pilot: string; number: number }) {
  return (
    <div className="sections">
      <div className="empty">
        <h1>No report yet</h1>
        <p>Run {number} has not ended. Its report is made from its final figures.</p>
        <p>
          <Link href={`/${pilot}/runs/${number}`}>Watch the run</Link>
        </p>
      </div>
    </div>
  );
}
