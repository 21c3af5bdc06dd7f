import Link from "next/link";
import type { ReportFigures } from "#lib/load/core/report-figures.ts";
import { inks, type Picture, type Shape } from "#lib/load/core/report-picture.ts";
import { type Block, type Column, reportSections, type Section } from "#lib/load/core/report-sections.ts";
import { PrintButton } from "./print-button.tsx";
import styles from "./report.module.css";
import { ReportLinks } from "./report-links.tsx";

type Props = { pilot: string; report: ReportFigures; charts: readonly Picture[] };

/** A run's report as a sheet of paper: the same blocks as its files, light in any theme, on A4 when printed. */
export function ReportPage({ pilot, report, charts }: Props) {
  const { number } = report.run;
  return (
    <article className={styles["sheet"]}>
      <nav className={styles["bar"]} aria-label="Report">
        <Link href={`/${pilot}/runs/${number}`}>Run {number}</Link>
        <ReportLinks pilot={pilot} number={number} />
        <PrintButton />
      </nav>
      <header className={styles["head"]}>
        <h1>{report.title}</h1>
        <p className={`${styles["plate"]} ${styles[report.verdict.kind]}`}>{report.verdict.word}</p>
      </header>
      {reportSections(report).map((section) => (
        <ReportSection key={section.heading} section={section} charts={charts} />
      ))}
    </article>
  );
}

function ReportSection({
  section: { heading, note, blocks },
  charts,
}: {
  section: Section;
  charts: readonly Picture[];
}) {
  return (
    <section className={styles["section"]}>
      <h2>
        {heading} {note === null ? null : <small>{note}</small>}
      </h2>
      {blocks.map((block) => (
        <ReportBlock key={`${block.kind} ${JSON.stringify(block).slice(0, 80)}`} block={block} charts={charts} />
      ))}
    </section>
  );
}

function ReportBlock({ block, charts }: { block: Block; charts: readonly Picture[] }) {
  switch (block.kind) {
    case "facts":
      return (
        <dl>
          {block.facts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      );
    case "list":
      return (
        <ol>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      );
    case "text":
      return <p>{block.text}</p>;
    case "code":
      return <pre>{block.text}</pre>;
    case "table":
      return <ReportTable columns={block.columns} rows={block.rows} />;
    case "charts":
      if (charts.length === 0) return <p>No second was measured.</p>;
      return charts.map((picture) => <ReportChart key={picture.title} picture={picture} />);
  }
}

function ReportTable({ columns, rows }: { columns: readonly Column[]; rows: readonly (readonly string[])[] }) {
  const look = (index: number) => styles[columns[index]?.holds ?? "text"];
  return (
    <div className={styles["wide"]}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name }, index) => (
              <th key={name} scope="col" className={look(index)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`${at} ${row[0]}`}>
              {columns.map(({ name }, index) => (
                <td key={name} className={look(index)}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReportChart({ picture: { title, note, width, height, shapes } }: { picture: Picture }) {
  return (
    <figure>
      <figcaption>
        {title} <small>{note}</small>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${note}`}>
        {shapes.map((shape, index) => (
          <ReportShape key={`${index} ${shape.kind}`} shape={shape} />
        ))}
      </svg>
    </figure>
  );
}

function ReportShape({ shape }: { shape: Shape }) {
  const ink = inks[shape.ink];
  if (shape.kind === "area") {
    const { x, y, width, height } = shape;
    return <rect x={x} y={y} width={width} height={height} fill={ink} />;
  }
  if (shape.kind === "text")
    return (
      <text x={shape.x} y={shape.y} textAnchor={shape.anchor} fill={ink}>
        {shape.text}
      </text>
    );
  const dash = shape.dashed ? { strokeDasharray: "6 4" } : {};
  return <polyline points={shape.at.join(" ")} fill="none" stroke={ink} strokeWidth={shape.width} {...dash} />;
}
