"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { MirrorsView } from "#lib/shadow/core/mirror-settings.ts";
import type { CoverageView, GroupsView, GroupView, ParityView, RulesView } from "#lib/shadow/core/shadow-view.ts";
import { groupsQuery, parityQuery } from "#lib/shadow/query.ts";
import { LiveRegion } from "../ui/live-region.tsx";
import { Problem } from "../ui/problem.tsx";
import { CoverageSection } from "./coverage-section.tsx";
import { GroupPane } from "./group-pane.tsx";
import { GroupsBar, GroupsCount } from "./groups-bar.tsx";
import { GroupsTable } from "./groups-table.tsx";
import { HowToTriage } from "./how-to-triage.tsx";
import { MirrorSection } from "./mirror-section.tsx";
import { ProposalsLink, ProposalsSection } from "./proposals-section.tsx";
import { RecompareNote } from "./recompare-note.tsx";
import { RulesSection } from "./rules-section.tsx";
import { cutPercent } from "./say-shadow.ts";
import styles from "./shadow.module.css";
import type { ShadowAsked } from "./shadow-address.ts";
import { NoExchanges } from "./shadow-empty.tsx";
import { ShadowHeader } from "./shadow-header.tsx";
import { ShadowTop } from "./shadow-top.tsx";
import { useChosen } from "./use-chosen.ts";
import { useShadowAsked } from "./use-shadow-asked.ts";
import { WindowForm } from "./window-form.tsx";

type ShadowFirst = {
  /** What the page was asked for when the server made it. */
  asked: ShadowAsked;
  parity: ParityView;
  coverage: CoverageView;
  groups: GroupsView;
  rules: RulesView;
  mirrors: MirrorsView;
  group: GroupView | null;
};

type Props = {
  pilot: string;
  first: ShadowFirst;
  timeZone: string;
  mayTriage: boolean;
  me: { id: string; name: string };
  example: { origin: string; now: string };
};

/** Does the new system behave like the legacy one on the site's real work? */
export function ShadowPage({ pilot, first, timeZone, mayTriage, me, example }: Props) {
  const [namesWindow, setNamesWindow] = useState(false);
  const { data: parity = first.parity, error } = useQuery({ ...parityQuery(pilot), initialData: first.parity });
  const isEmpty = parity.arrivals === null;
  const mirrors = <MirrorSection {...{ pilot, timeZone }} first={first.mirrors} mayAct={mayTriage} />;
  return (
    <>
      <ShadowHeader pilot={pilot} mayTriage={mayTriage} isEmpty={isEmpty} onWindow={() => setNamesWindow(true)} />
      {error === null ? null : <Problem error={error} />}
      {namesWindow ? (
        <div className={styles["window"]}>
          <WindowForm pilot={pilot} onClose={() => setNamesWindow(false)} />
        </div>
      ) : null}
      {isEmpty ? (
        <div className="sections">
          <NoExchanges pilot={pilot} mayTriage={mayTriage} {...example} />
          {mirrors}
        </div>
      ) : (
        <>
          <ShadowTop pilot={pilot} first={first} timeZone={timeZone} />
          <RecompareNote pilot={pilot} first={first.parity} />
          <Triage {...{ pilot, first, timeZone, mayTriage, me }} />
          <div className="sections">
            <ProposalsSection pilot={pilot} mayAct={mayTriage} />
            <CoverageSection pilot={pilot} first={first.coverage} mayTriage={mayTriage} />
            <RulesSection pilot={pilot} first={first.rules} timeZone={timeZone} mayTriage={mayTriage} />
            {mirrors}
          </div>
        </>
      )}
      <LiveRegion
        says={isEmpty ? "" : `Parity ${cutPercent(parity.parity.parity)}, n ${count(parity.parity.n)}`}
        alarm=""
      />
    </>
  );
}

function nothingListed({ all, unseen }: GroupsView): string {
  if (all + unseen === 0) return "No difference was seen.";
  return all === 0 ? "No difference was seen in this window." : "No group fits this filter.";
}

type TriageProps = Omit<Props, "example">;

/** The groups on the left, the chosen one on the right. */
function Triage({ pilot, first, timeZone, mayTriage, me }: TriageProps) {
  const [asked, ask] = useShadowAsked();
  const { filter, state, group } = asked;
  const isFirst = filter === first.asked.filter && state === first.asked.state;
  const { data: view = first.groups, error } = useQuery({
    ...groupsQuery(pilot, { filter, state }),
    ...(isFirst ? { initialData: first.groups } : {}),
    placeholderData: keepPreviousData,
  });
  const choose = useChosen(view.groups, group, ask);
  const owners = useMemo(() => {
    const named = view.groups.flatMap(({ standing }) => (standing.owner === null ? [] : [standing.owner]));
    return [...new Set([me.name, ...named])];
  }, [view, me]);
  return (
    <div className={styles["triage"]}>
      <section className={styles["left"]} aria-labelledby="groups">
        <div className="section-title">
          <h2 id="groups" tabIndex={-1}>
            Groups of differences
          </h2>
          <GroupsCount asked={asked} view={view} />
          <ProposalsLink pilot={pilot} />
        </div>
        <GroupsBar asked={asked} onAsk={(next) => ask(next, "push")} />
        {error === null ? null : <Problem error={error} />}
        {view.groups.length === 0 ? (
          <p className="second">{nothingListed(view)}</p>
        ) : (
          <GroupsTable asked={asked} groups={view.groups} timeZone={timeZone} onChoose={choose} />
        )}
        {view.matching > view.groups.length ? (
          <p className="second">{count(view.matching - view.groups.length)} more: the filter finds them.</p>
        ) : null}
      </section>
      <div className={styles["beside"]}>
        {group === null ? (
          <HowToTriage mayTriage={mayTriage} />
        ) : (
          <GroupPane key={group} {...{ pilot, group, timeZone, mayTriage, owners }} me={me.id} first={first.group} />
        )}
      </div>
    </div>
  );
}
