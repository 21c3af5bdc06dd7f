/** backend-v2, stage 6.4: a web backend that is promoted from staging to production step by step. */
export const promotionPipeline = `name: Promotion pipeline
for: A web backend that a pipeline promotes from staging to production, stage by stage, when load and shadow tests end well.
stations: [Load, Shadow, Checklist, Rollback, Operations]

wanted:
  - { duty: decider, who: Release lead }
  - { duty: decider, who: Service owner }
  - { duty: verifier, who: Platform engineer }
  - { duty: product-owner, who: Service owner }
  - { duty: station-owner, station: Load, who: Performance engineer }
  - { duty: station-owner, station: Shadow, who: Service owner }
  - { duty: station-owner, station: Checklist, who: Release lead }
  - { duty: station-owner, station: Rollback, who: Platform engineer }
  - { duty: station-owner, station: Operations, who: Platform engineer }

lists:
  - name: Before load tests
    pausePoint: before-load
    items:
      - station: Checklist
        title: Staging runs the release candidate
        asks: The version that staging reports is the one to be promoted. Say which is seen.
        killer: true
        verify: true
      - station: Load
        title: Sustained load at staging's limits
        asks: 500 at once for 300 s. p50 100, p95 250, p99 400 ms, errors 0.5 %, at least 1,000 requests a second.
        killer: true
        run: { name: "Sustained, 500 at once for 300 s" }
      - station: Load
        title: Ramp from 100 to 10,000 users
        asks: The ramp holds the same limits up to its last step.
        run: { name: "Ramp-up, 100 to 10,000 users" }
      - station: Load
        title: Burst
        asks: A burst is carried, and the latency is back under its limit afterwards.
        run: { name: "Burst" }

  - name: Before shadow mode
    pausePoint: before-shadow
    items:
      - station: Shadow
        title: It behaves as the version in production
        asks: Real mirrored traffic, also behind the log-in; simulated traffic never counts.
        killer: true
        parity: true
      - station: Shadow
        title: Traffic behind the log-in is mirrored
        asks: The mirror has credentials of its own for the candidate. Say which endpoints behind the log-in are seen.

  - name: Pre-launch
    pausePoint: pre-launch
    items:
      - station: Checklist
        title: The candidate is healthy
        asks: Its health answers 200.
        killer: true
        validForSeconds: 120
        probe: { http: { system: new, path: /health }, everySeconds: 10 }
      - station: Checklist
        title: Its certificate is valid for two weeks at least
        asks: Days left on the certificate of the candidate's address.
        killer: true
        validForSeconds: 86400
        probe: { http: { system: new, path: /health, tlsDays: 14 }, everySeconds: 3600 }
      - station: Checklist
        title: Every target is up
        asks: Prometheus sees every target of the job. No data is not a pass.
        killer: true
        validForSeconds: 120
        probe: { prometheus: { system: other, query: min(up), is: { atLeast: 1 } }, everySeconds: 15 }
      - station: Checklist
        title: Migrations are at head
        asks: Write the expected migration into this check.
        killer: true
        validForSeconds: 3600
        probe: { postgres: { resource: backend, migrationHead: { sql: "select max(version)::text from schema_migrations", expected: "adapt" } }, everySeconds: 60 }
      - station: Rollback
        title: The way back was rehearsed
        asks: All traffic back on the earlier version in under 15 minutes, on the real target.
        killer: true
        validForSeconds: 604800
        rehearsal: { mostMinutes: 15 }
      - station: Operations
        title: A notice of a failed gate arrives
        asks: A test notice arrived in the team's channel. Say when.
        validForSeconds: 86400
      - station: Operations
        title: Somebody is on duty for the whole promotion
        asks: Say who, and until when.
        killer: true
        validForSeconds: 86400

  - name: Each stage
    pausePoint: launch-day
    items:
      - station: Checklist
        title: The canary holds its limits in production
        asks: p95 and errors of the canary against the version beside it. Say what is seen.
        killer: true

  - name: After launch
    pausePoint: after-launch
    items:
      - station: Operations
        title: Watch list, the new system beside the earlier version
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling. Say the worst of each and when, with the earlier version's figure from before the launch beside it.
      - station: Operations
        title: The deployment report is filed
        asks: Verdicts, figures, and whether anything was rolled back.

steps:
  - { part: programme, day: -3, title: "Load tests on staging", owner: Performance engineer }
  - { part: programme, day: -2, title: "Shadow mode, first day", owner: Service owner }
  - { part: programme, day: -1, title: "Shadow mode, second day", owner: Service owner }
  - { part: programme, day: 0, title: "Promotion", owner: Release lead }
  - { part: sequence, minute: -30, title: "Poll of all stations", owner: Release lead }
  - { part: sequence, minute: 0, title: "Canary: 1 %", owner: Platform engineer, waitsFor: Pre-launch }
  - { part: sequence, minute: 30, title: "5 %", owner: Platform engineer, waitsFor: Each stage }
  - { part: sequence, minute: 60, title: "25 %", owner: Platform engineer }
  - { part: sequence, minute: 90, title: "50 %", owner: Platform engineer }
  - { part: sequence, minute: 120, title: "100 %", owner: Platform engineer, noWayBack: "The earlier version's instances are released afterwards" }
  - { part: hypercare, minute: 60, title: "One hour at 100 %: errors and p95", owner: Platform engineer }
  - { part: hypercare, minute: 1440, title: "24 hours: report", owner: Release lead }

risks:
  - risk: The candidate breaches its objectives under production's load
    mitigation: Canary with a check at every stage
    fallback: Roll back to the earlier version
    owner: Platform engineer
  - risk: Shadow tests miss what only signed-in users do
    mitigation: Mirrored traffic behind the log-in, with credentials of the candidate's own
    fallback: Hold at the canary until it was seen
    owner: Service owner
  - risk: A migration cannot be undone
    mitigation: Migrations that both versions can run on
    fallback: Fix forward with the feature off
    owner: Release lead
`;
