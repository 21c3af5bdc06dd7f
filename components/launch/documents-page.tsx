import { documentKinds, documentWords } from "#lib/launch/core/document.ts";
import settings from "../pilots/settings.module.css";
import { LaunchTabs } from "./launch-tabs.tsx";
import styles from "./plan.module.css";

/** What can be printed and handed over, made from the record as it stands. */
export function DocumentsPage({ pilot }: { pilot: string }) {
  const file = (kind: string, format: string) => `/api/v1/pilots/${pilot}/documents/${kind}/${format}`;
  return (
    <>
      <header className="page-header">
        <span className="code">DOC</span>
        <h1>Documents</h1>
        <p className="second">
          Made from the record as it stands now; each names the log’s head that it can be checked against
        </p>
        <LaunchTabs pilot={pilot} here="documents" />
      </header>
      <div className={settings["page"]}>
        <section className={settings["section"]} aria-label="Documents">
          <ul className={styles["templates"]}>
            {documentKinds.map((kind) => (
              <li key={kind}>
                <strong>{documentWords[kind].title}</strong>
                <p className="second">{documentWords[kind].holds}</p>
                <a className="button" href={file(kind, "pdf")} download>
                  PDF<span className="visually-hidden"> of {documentWords[kind].title}</span>
                </a>
                <a className="button" href={file(kind, "html")} download>
                  HTML<span className="visually-hidden"> of {documentWords[kind].title}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
