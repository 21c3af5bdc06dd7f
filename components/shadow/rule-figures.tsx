import { TextField } from "../pilots/fields.tsx";
import type { RuleDraft } from "./rule-draft.ts";

type Props = {
  typed: RuleDraft;
  wrong: Readonly<Record<string, string | undefined>>;
  put(part: Partial<RuleDraft>): void;
};

/** The figures of the effects that have some. */
export function RuleFigures({ typed, wrong, put }: Props) {
  const field = (name: "absolute" | "percent" | "toleranceMs" | "key", label: string, unit?: string) => (
    <TextField
      id={`rule-${name}`}
      label={label}
      size="small"
      most={name === "key" ? 200 : 30}
      value={typed[name]}
      wrong={wrong[name]}
      {...(unit === undefined ? {} : { unit })}
      onType={(value) => put({ [name]: value })}
    />
  );
  if (typed.effect === "tolerate")
    return (
      <>
        {field("absolute", "At most so much apart")}
        {field("percent", "or so much of the value", "%")}
      </>
    );
  if (typed.effect === "time") return field("toleranceMs", "At most; empty for any two times", "ms");
  return typed.effect === "pair-by" ? field("key", "Member, such as id") : null;
}
