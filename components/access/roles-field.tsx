import { type RoleName, roleMeanings, roleNames } from "#lib/access/core/roles.ts";
import { Says } from "../pilots/fields.tsx";
import styles from "./access.module.css";

type Props = { id: string; chosen: readonly RoleName[]; wrong: string | undefined; onChoose(roles: RoleName[]): void };

/** Several roles a person. */
export function RolesField({ id, chosen, wrong, onChoose }: Props) {
  const turn = (role: RoleName, on: boolean) =>
    onChoose(roleNames.filter((one) => (one === role ? on : chosen.includes(one))));
  return (
    <fieldset className={styles["roles"]} aria-describedby={wrong === undefined ? undefined : `${id}-says`}>
      <legend>Roles</legend>
      {roleNames.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={(event) => turn(role, event.target.checked)}
          />
          <span>{role}</span>
          <span className="second small">{roleMeanings[role]}</span>
        </label>
      ))}
      <Says id={id} wrong={wrong} hint={undefined} />
    </fieldset>
  );
}
