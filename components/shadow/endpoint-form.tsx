"use client";

import { CorrectEndpoint } from "#lib/shadow/input/triage.ts";
import { correctEndpoint } from "#lib/shadow/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { useRuleSet } from "./use-rule-set.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; endpoint: string; onClose(): void };

/** Corrects which requests are one endpoint: what its template covers is counted together from then on. */
export function EndpointForm({ pilot, endpoint, onClose }: Props) {
  const again = useShadowAgain(pilot);
  const { endpoints } = useRuleSet(pilot);
  const [method = "GET", template = "/"] = endpoint.split(" ");
  const shown = { form: { method, template, why: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.shadow.endpoint.${endpoint}`,
    shown,
    check: (typed) => wrongIn(CorrectEndpoint.safeParse(typed).error?.issues),
    save: async (typed) => {
      // Where its ids stand is kept.
      const known = endpoints.find(({ name }) => name === endpoint || name === `${typed.method} ${typed.template}`);
      await correctEndpoint(pilot, { ...typed, makes: known?.makes ?? [], uses: known?.uses ?? [] });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  return (
    <PlaceForm
      label={`Correct ${endpoint}`}
      title={`Correct ${endpoint}`}
      note="Its counts and those of every endpoint that the template covers become one; so do groups that are the same difference. This cannot be taken apart again."
      act="Correct it"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <TextField
        id="endpoint-method"
        label="Method"
        size="small"
        most={20}
        value={typed.method}
        wrong={state.wrong["method"]}
        onType={(value) => state.put({ method: value.toUpperCase() })}
      />
      <TextField
        id="endpoint-template"
        label="Path"
        hint="changing parts in braces, such as /lots/{id}"
        mono
        most={480}
        value={typed.template}
        wrong={state.wrong["template"]}
        onType={(value) => state.put({ template: value })}
      />
      <TextField
        id="endpoint-why"
        label="Reason, kept in the log"
        size="wide"
        most={500}
        value={typed.why}
        wrong={state.wrong["why"]}
        onType={(why) => state.put({ why })}
      />
    </PlaceForm>
  );
}
