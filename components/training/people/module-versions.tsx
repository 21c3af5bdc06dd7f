import { languageNames, languages, textIn } from "#lib/training/core/language.ts";
import type { ModuleVersion } from "#lib/training/core/module.ts";
import type { ModuleLine } from "#lib/training/core/people-view.ts";
import { moment } from "../../access/moment.ts";
import styles from "./people.module.css";

type Props = { module: ModuleLine; timeZone: string };

/** What the newest version asks for, and who wrote which version when. */
export function ModuleVersions({ module, timeZone }: Props) {
  const { version, versions } = module;
  return (
    <div className={styles["versions"]}>
      <div>
        <h3 className={styles["small-title"]}>Has to show</h3>
        <ol className={styles["shown-steps"]}>
          {version.steps.map(({ id, shows }) => (
            <li key={id}>
              {textIn(shows, "en")}
              {shows.en && shows.de ? <span className="second small">{shows.de}</span> : null}
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h3 className={styles["small-title"]}>Then the operator says</h3>
        {languages.map((language) =>
          version.statement[language] === undefined ? null : (
            <p key={language} lang={language}>
              “{version.statement[language]}”
            </p>
          ),
        )}
        <Missing version={version} />
        <h3 className={styles["small-title"]}>Versions</h3>
        <ul className={styles["shown-versions"]}>
          {[...versions].reverse().map(({ version: one, by, at }) => (
            <li key={one.id}>
              <strong>{one.number}</strong> {by}, {moment(new Date(at).toISOString(), timeZone)}
              {one.dueForRoles.length === 0 ? null : (
                <span className="second"> due again for {one.dueForRoles.join(", ")}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Says which language operators get instead. */
function Missing({ version }: { version: ModuleVersion }) {
  const written = languages.filter((language) => version.statement[language] !== undefined);
  const missing = languages.filter((language) => !written.includes(language)).map((one) => languageNames[one]);
  if (missing.length === 0) return null;
  return (
    <p className="second small">
      Nothing in {missing.join(" or ")}: who reads that reads {languageNames[written[0] ?? "en"]}.
    </p>
  );
}
