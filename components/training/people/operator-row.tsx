"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { changeOperator, operatorsQuery } from "#lib/training/browser/people-query.ts";
import { languageNames } from "#lib/training/core/language.ts";
import type { ListedOperator, OperatorsView } from "#lib/training/core/people-view.ts";
import settings from "../../pilots/settings.module.css";
import { Mark } from "../../ui/mark.tsx";
import { OperatorForm } from "./operator-form.tsx";
import type { OpenOperator } from "./operators-table.tsx";
import styles from "./people.module.css";
import { RemoveOperatorForm } from "./remove-operator-form.tsx";

type Props = {
  pilot: string;
  view: OperatorsView;
  operator: ListedOperator;
  index: number;
  mayChange: boolean;
  open: OpenOperator;
  onOpen(open: OpenOperator): void;
};

const columns = 7;

export function OperatorRow(props: Props) {
  const { pilot, operator, index, mayChange, open, onOpen } = props;
  const { id, badge, name, shift, roles, language, isChampion } = operator;
  const opened = mayChange && open?.id === id ? open.what : null;
  const act = (what: "change" | "remove", word: string) => (
    <button type="button" className="button link" onClick={() => onOpen({ id, what })}>
      {word}
      <span className="visually-hidden"> {name}</span>
    </button>
  );
  return (
    <>
      <tr
        aria-rowindex={index + 2}
        className={opened === null ? undefined : `${settings["opened"]} ${styles["opened-row"]}`}
      >
        <td className="mono">{badge}</td>
        <th scope="row" className="row-name">
          <Link href={`/${pilot}/training/operators/${id}`} prefetch={false}>
            {name}
          </Link>
        </th>
        <td data-label="Shift">{shift || <span className="second">none</span>}</td>
        <td data-label="Roles">{roles.length === 0 ? <span className="second">none</span> : roles.join(", ")}</td>
        <td data-label="Language">{languageNames[language]}</td>
        <td data-label="Champion">
          {isChampion ? (
            <>
              <Mark name="go" /> champion
            </>
          ) : null}
        </td>
        <td className={`${settings["row-acts"]} ${styles["row-acts"]}`}>
          {mayChange ? (
            <>
              {act("change", "Change")}
              {act("remove", "Remove")}
            </>
          ) : null}
        </td>
      </tr>
      {opened === null ? null : (
        <tr>
          <td colSpan={columns} className={settings["inner"]}>
            {opened === "change" ? (
              <Change {...props} />
            ) : (
              <RemoveOperatorForm {...{ pilot, operator }} onClose={() => onOpen(null)} />
            )}
          </td>
        </tr>
      )}
    </>
  );
}

function Change({ pilot, view: { shifts, roles }, operator, onOpen }: Props) {
  const client = useQueryClient();
  const { id } = operator;
  return (
    <OperatorForm
      place={`${pilot}.operator.${id}`}
      {...{ pilot, operator, shifts, roles }}
      save={(typed, version) => changeOperator(pilot, id, { ...typed, version })}
      readAgain={async () =>
        client.getQueryData(operatorsQuery(pilot).queryKey)?.operators.find((one) => one.id === id) ?? operator
      }
      onClose={() => onOpen(null)}
    />
  );
}
