import styles from "./door.module.css";

export type DoorFieldProps = {
  id: string;
  label: string;
  type: string;
  complete: string;
  hint: string;
  wrong: string | undefined;
  value: string;
  onType(text: string): void;
};

/** One line of a door's form: label, field, and what is wrong or worth knowing beside it. */
export function DoorField({ id, label, type, complete, hint, wrong, value, onType }: DoorFieldProps) {
  return (
    <div className={styles["row"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={id}
        type={type}
        autoComplete={complete}
        value={value}
        required
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onType(event.target.value)}
      />
      <span id={`${id}-hint`} className={wrong === undefined ? styles["beside"] : styles["wrong"]}>
        {wrong ?? hint}
      </span>
    </div>
  );
}
