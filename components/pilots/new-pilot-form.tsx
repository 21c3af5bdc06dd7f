"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { slugOf } from "#lib/pilots/core/slug.ts";
import { CreatePilot } from "#lib/pilots/input.ts";
import { createPilot } from "#lib/pilots/query.ts";
import { PlaceForm, TextField } from "./fields.tsx";
import styles from "./settings.module.css";
import { useEdit, wrongIn } from "./use-edit.ts";
import { ZoneChoices } from "./zone-choices.tsx";

type Form = { name: string; site: string; timeZone: string; slug: string };

/** The slug follows the name until somebody types another. */
const named = ({ name, slug, ...rest }: Form): Form => ({
  ...rest,
  name,
  slug: slug.trim() === "" ? slugOf(name) : slug.trim(),
});

/** Makes a pilot and goes to its settings, where its systems are named. */
export function NewPilotForm() {
  const router = useRouter();
  const [shown] = useState({ form: { name: "", site: "", timeZone: "", slug: "" }, version: 0 });
  const state = useEdit<Form>({
    place: "new-pilot",
    shown,
    check: (typed) => wrongIn(CreatePilot.safeParse(named(typed)).error?.issues),
    save: async (typed) => {
      const { slug } = await createPilot(named(typed));
      router.push(`/${slug}/settings`);
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  const [zone, setZone] = useState("");
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const typed = state.edit?.typed ?? shown.form;
  const field = (name: keyof Form) => ({
    id: `new-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>New pilot</h1>
        <p className="second">One launch on one site</p>
      </header>
      <div className={styles["new-pilot"]}>
        <p className={styles["teach"]}>
          A pilot has its own systems, people with duties, runs and record. What it is called and where it is can be
          changed later; its address cannot.
        </p>
        <PlaceForm
          label="New pilot"
          act="Make the pilot"
          acting="Making it …"
          isPending={state.isPending}
          error={state.error}
          onSubmit={state.submit}
        >
          <TextField {...field("name")} label="Name" most={120} hint="what goes live, such as Warehouse" />
          <TextField {...field("site")} label="Site" most={120} hint="where, such as Plant 2 (Osnabrück)" />
          <TextField
            {...field("timeZone")}
            label="Time zone"
            most={60}
            list="time-zones"
            hint={zone === "" ? "such as Europe/Prague" : `of the site, such as ${zone}`}
          />
          <TextField
            {...field("slug")}
            label="Short name for its address"
            most={80}
            mono
            hint={`for good: its pages begin with /${named(typed).slug || "…"}`}
          />
          <ZoneChoices />
        </PlaceForm>
      </div>
    </>
  );
}
