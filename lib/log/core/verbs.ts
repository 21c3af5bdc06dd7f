/** What each verb of the event log says, in words that follow the name of who did it. */

export const logGroups = ["calls", "checks", "runs", "shadow", "training", "rollout", "plan", "settings"] as const;
/** What a verb is about; `gantry` is every verb that Gantry itself did. */
export type LogGroup = (typeof logGroups)[number];

const calls = {
  "station.called": "called the station",
  "call.voided": "voided a GO",
  "call.marked": "marked a call: its evidence moved",
  "call.lifted": "lifted a call",
  "poll.opened": "opened the poll",
  "poll.evidence-moved": "froze the evidence anew",
  "poll.closed": "closed the poll",
  "decision.signed": "signed the decision",
  "signature.voided": "voided a signature",
  "launch.decided": "decided the launch",
  "station.changed": "saw the station change",
  "readiness.changed": "saw readiness change",
};

const checks = {
  "checklist.added": "added a list",
  "checklist.changed": "changed the list",
  "checklist.removed": "removed the list",
  "pause-point.opened": "opened the pause point",
  "item.added": "added an item",
  "item.changed": "changed the item",
  "item.moved": "moved the item",
  "item.removed": "removed the item",
  "item.answered": "answered the item",
  "item.verified": "verified the answer",
  "item.withdrawn": "withdrew the answer",
  "item.waiver-asked": "asked for a waiver",
  "item.waiver-granted": "granted the waiver",
  "item.waiver-refused": "refused the waiver",
  "item.waiver-ended": "ended the waiver",
  "probe.turned": "saw the probe turn",
  "evidence.stored": "kept a file as evidence",
};

const runs = {
  "run.queued": "asked for the run",
  "run.claimed": "took the run",
  "run.started": "started the run",
  "run.version-read": "read the target's version",
  "run.version-changed": "saw the target's version change",
  "run.version-unread": "could not read the target's version",
  "run.stop-requested": "asked to stop the run",
  "run.ended": "ended the run",
  "run.noted": "noted",
  "database-test.queued": "asked for the database test",
  "database-test.started": "began the database test",
  "database-test.stop-requested": "asked to stop the database test",
  "database-test.ended": "ended the database test",
  "practice-database.asked": "asked for the practice database",
  "practice-database.made": "made the practice database",
  "practice-database.failed": "could not make the practice database",
  "run.baseline-set": "made the run the baseline",
  "run.baseline-cleared": "took back the baseline",
  "capacity-table.added": "began a capacity table",
  "capacity-table.removed": "removed the capacity table",
  "capacity-row.added": "named a run for the capacity table",
  "capacity-row.removed": "took a row out of the capacity table",
  "scenario.saved": "saved the scenario",
  "scenario.tried": "tried the scenario",
  "objective-set.saved": "saved the limits",
};

const shadow = {
  "shadow-endpoint.folded": "folded paths into one endpoint",
  "shadow-group.disposed": "decided on the group",
  "shadow-group.linked": "linked the group",
  "shadow-group.owned": "gave the group an owner",
  "shadow-group.rechecked": "had the group checked again",
  "shadow-group.reopened": "opened the group again",
  "shadow-group.seconded": "said yes as well",
  "shadow-group.undone": "took back the last word",
  "shadow-mirror.configured": "configured the mirror",
  "shadow-mirror.paused": "paused the mirror",
  "shadow-mirror.resumed": "let the mirror go on",
  "shadow-pair.not-the-same": "said that a pair is not the same request",
  "shadow-pair.the-same-after-all": "said that a pair is the same request after all",
  "shadow-proposal.refused": "refused a proposed rule",
  "shadow-replay.started": "started a replay",
  "shadow-rules.changed": "changed the rules",
  "shadow-window.set": "set the window of parity",
};

const training = {
  "training-module.added": "added a module",
  "training-module.versioned": "wrote a new version of the module",
  "training-module.moved": "moved the module",
  "training-module.removed": "removed the module",
  "requirements.changed": "changed which roles need which modules",
  "operator.added": "added an operator",
  "operator.changed": "changed the operator",
  "operators.imported": "imported operators",
  "operator.removed": "removed the operator",
  "operator.pin-set": "set a PIN",
  "operator.pin-cleared": "cleared a PIN",
  "operator.locked": "saw five wrong PINs and locked the operator",
  "operator.unlocked": "unlocked the operator",
  "training-session.planned": "planned a session",
  "training-session.changed": "changed the session",
  "training-session.booked": "booked operators",
  "training-session.unbooked": "took an operator off the session",
  "training-session.opened": "opened the session",
  "training-session.taken-over": "took the session over",
  "training-session.said": "wrote a note on the session",
  "training-session.closed": "closed the session",
  "training-session.reopened": "opened the session again",
  "training-session.called-off": "called the session off",
  "training.marked": "marked attendance or outcomes",
  "training.signed": "signed",
  "training.declined": "did not agree",
  "training.amended": "amended the record",
  "training.withdrawn": "withdrew a signature",
  "training.transcribed": "entered signatures from paper",
  "kiosk.opened": "handed a tablet round",
  "kiosk.closed": "took the tablet back",
  "kiosk.refused": "sent back what a tablet brought",
};

const rollout = {
  "rollout-plan.saved": "saved the plan of the rollout",
  "rollout.begun": "began the rollout",
  "rollout.switching": "asked the switch",
  "rollout.switched": "moved the traffic",
  "rollout.switch-failed": "could not move the traffic",
  "rollout.found": "found the switch elsewhere",
  "rollout.gate": "judged the stage",
  "rollout.advanced": "let the next stage begin",
  "rollout.held": "held the rollout",
  "rollout.released": "let the rollout go on",
  "rollout.finished": "saw the rollout end",
  "rollout.closed": "closed the rollout",
  "rollout.abandoned": "abandoned the rollout",
  "rollout.would-roll-back": "would have rolled back",
  "rollout.back-called": "called the rollback",
  "rollout.back-phase": "went on with the rollback",
  "rollout.written-marked": "marked an entry of the reconciliation list",
};

const plan = {
  "plan.begun": "began the plan from a template",
  "plan.stations-set": "set the stations",
  "step.added": "added a step",
  "step.changed": "changed the step",
  "step.removed": "removed the step",
  "step.started": "began the step",
  "step.done": "did the step",
  "step.left-out": "left out the step",
  "step.reopened": "opened the step again",
  "risk.added": "added a risk",
  "risk.changed": "changed the risk",
  "risk.removed": "removed the risk",
  "rehearsal.recorded": "recorded a rehearsal",
  "rehearsal.withdrawn": "withdrew the rehearsal",
  "clock.held": "held the clock",
  "clock.released": "released the clock",
  "incident.added": "wrote down an incident",
  "incident.ended": "ended the incident",
  "note.added": "wrote a note",
  "handover.added": "handed over",
  "review.added": "wrote a line of the review",
};

const settings = {
  "pilot.created": "created the pilot",
  "pilot.changed": "changed the pilot",
  "pilot.planned": "changed the window, dates or shifts",
  "pilot.archived": "archived the pilot",
  "pilot.reopened": "opened the pilot again",
  "system.named": "named a system",
  "system.changed": "changed the system",
  "system.moved": "moved the system",
  "system.removed": "removed the system",
  "system.figures-chosen": "chose which figures of the system are read",
  "system.unlocked": "unlocked production for one run",
  "system.unlock-withdrawn": "withdrew the unlock",
  "duty.given": "gave a duty",
  "duty.taken-back": "took back a duty",
  "display.paired": "paired the display",
  "display.changed": "changed the display",
  "display.revoked": "revoked the display",
  "display.reload-asked": "asked displays to load their page anew",
  "fault.switched-on": "switched a practice fault on",
  "fault.switched-off": "switched a practice fault off",
  "faults.switched-off": "switched all practice faults off",
  "person.invited": "invited a person",
  "person.invitation-revoked": "revoked an invitation",
  "person.joined": "joined",
  "person.changed": "changed the person",
  "person.disabled": "disabled the account",
  "person.enabled": "enabled the account",
  "person.named-first-admin": "became the first admin",
  "person.password-changed": "changed the password",
  "person.password-reset": "set a new password",
  "person.reset-link-made": "made a link for a new password",
  "person.session-ended": "ended a session",
  "person.signed-in": "signed in",
  "person.signed-out": "signed out",
  "person.signed-out-everywhere": "signed out everywhere",
  "person.wait-lifted": "lifted the wait of an account",
  "address.wait-lifted": "lifted the wait of an address",
  "set-up-link.made": "made a set-up link",
  "installation.secret-changed": "changed the installation's secret",
};

const byGroup: Readonly<Record<LogGroup, Readonly<Record<string, string>>>> = {
  calls,
  checks,
  runs,
  shadow,
  training,
  rollout,
  plan,
  settings,
};

const words = new Map(logGroups.flatMap((group) => Object.entries(byGroup[group])));
const groups = new Map(
  logGroups.flatMap((group) => Object.keys(byGroup[group]).map((verb): [string, LogGroup] => [verb, group])),
);

/** Null for a verb that has none: an older or newer Gantry wrote it. */
export function wordsOf(verb: string): string | null {
  return words.get(verb) ?? null;
}

export function groupOf(verb: string): LogGroup | null {
  return groups.get(verb) ?? null;
}

export function verbsIn(group: LogGroup): string[] {
  return Object.keys(byGroup[group]);
}

/** Verbs whose words have this in them, whatever the case. */
export function verbsSaying(text: string): string[] {
  const sought = text.toLowerCase();
  return [...words].filter(([, said]) => said.toLowerCase().includes(sought)).map(([verb]) => verb);
}
