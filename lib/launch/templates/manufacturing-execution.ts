/** Manufacturing execution system, plan 10-03. */
export const manufacturingExecution = `name: Manufacturing execution
for: A manufacturing execution system for a hundred people of four kinds, behind a reverse proxy, with daily verified backups.
stations: [Load, Shadow, Checklist, Training, Rollback, Operations]

wanted:
  - { duty: decider, who: Production manager }
  - { duty: decider, who: Project lead }
  - { duty: verifier, who: Shift supervisor }
  - { duty: product-owner, who: Production manager }
  - { duty: station-owner, station: Load, who: Performance engineer }
  - { duty: station-owner, station: Shadow, who: Project lead }
  - { duty: station-owner, station: Checklist, who: System administrator }
  - { duty: station-owner, station: Training, who: Shift supervisor }
  - { duty: station-owner, station: Rollback, who: System administrator }
  - { duty: station-owner, station: Operations, who: System administrator }

lists:
  - name: Before load tests
    pausePoint: before-load
    items:
      - station: Checklist
        title: The target is not production
        asks: The load test's address is the test system's. Say which environment it names itself.
        killer: true
        verify: true
      - station: Checklist
        title: Test data is there
        asks: At least 50 work orders with tasks. Say how many are seen.
        killer: true
      - station: Checklist
        title: Log-ins of the four kinds work
        asks: Work-order user, supervisor, operator and maker each log in.
      - station: Checklist
        title: The request limit is known
        asks: The target lets 10 requests a second through for one address, with a burst of 20. Say what was set for the test, or the limiter is measured.
        killer: true
      - station: Load
        title: A hundred users of four kinds
        asks: Average under 500 ms, errors under 0.1 %, p95 under 1,000 ms.
        killer: true
        run: { name: "100 users of four kinds" }

  - name: Before shadow mode
    pausePoint: before-shadow
    items:
      - station: Shadow
        title: It behaves as the system before it
        asks: Parity's lower bound, coverage and two days of shift traffic from a real source.
        killer: true
        parity: true

  - name: Pre-launch
    pausePoint: pre-launch
    items:
      - station: Checklist
        title: The system answers behind the reverse proxy
        asks: Its health answers 200 through the proxy.
        killer: true
        validForSeconds: 120
        probe: { http: { system: new, path: /health }, everySeconds: 10 }
      - station: Checklist
        title: PostgreSQL accepts connections
        asks: The database answers.
        killer: true
        validForSeconds: 120
        probe: { postgres: { resource: mes, accepts: true }, everySeconds: 10 }
      - station: Checklist
        title: Redis answers PONG
        asks: The cache answers PING.
        killer: true
        validForSeconds: 120
        probe: { redis: { resource: mes }, everySeconds: 10 }
      - station: Operations
        title: Node, database and cache are measured
        asks: Three exporters are up. No data is not a pass.
        killer: true
        validForSeconds: 120
        probe: { prometheus: { system: other, query: 'sum(up{job=~"node|postgres|redis"})', is: { atLeast: 3 } }, everySeconds: 15 }
      - station: Operations
        title: Last night's backup is there
        asks: Taken at 2:00 and not empty.
        killer: true
        validForSeconds: 7200
        probe: { fileAge: { resource: backups, mostHours: 26, leastBytes: 1024 }, everySeconds: 600, timeoutSeconds: 10 }
      - station: Operations
        title: A backup was restored
        asks: Into an empty database, and its rows were counted. Say how many.
        killer: true
        verify: true
        validForSeconds: 604800
      - station: Training
        title: Everybody of the shift is trained
        asks: Everybody on shift at the go-live has both signatures, their own and the trainer's, in each module that their role needs.
        killer: true
        training: { scope: launch-shifts }
      - station: Rollback
        title: The way back was rehearsed
        asks: In under 15 minutes, on the real target.
        killer: true
        validForSeconds: 604800
        rehearsal: { mostMinutes: 15 }

  - name: Launch day
    pausePoint: launch-day
    items:
      - station: Checklist
        title: Open work orders are carried over
        asks: As many are open in the new system as in the one before it. Say both numbers.
        killer: true
        verify: true

  - name: After launch
    pausePoint: after-launch
    items:
      - station: Operations
        title: Watch list, the new system beside the legacy one
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling. Say the worst of each and when, with the legacy system's figure from before the launch beside it.
      - station: Operations
        title: The first backup of the new system was verified
        asks: Say its size and how many rows it holds.

steps:
  - { part: programme, day: -10, title: "Load test on the test system", owner: Performance engineer }
  - { part: programme, day: -5, title: "Training of the first shift", owner: Shift supervisor }
  - { part: programme, day: -3, title: "Shadow mode, two days", owner: Project lead }
  - { part: programme, day: -1, title: "Pre-launch checklist and poll", owner: Project lead }
  - { part: sequence, minute: -60, title: "Poll of all stations", owner: Project lead }
  - { part: sequence, minute: -20, title: "Work orders are frozen and carried over", owner: Production manager, waitsFor: Pre-launch }
  - { part: sequence, minute: 0, title: "The proxy leads to the new system", owner: System administrator, waitsFor: Launch day, noWayBack: "Work orders changed from here on exist in the new system only" }
  - { part: sequence, minute: 30, title: "One work order is run from start to end", owner: Shift supervisor }
  - { part: hypercare, minute: 480, title: "End of the first shift: incidents, open work orders", owner: Shift supervisor }
  - { part: hypercare, minute: 1440, title: "24 hours: first backup verified, handover", owner: System administrator }

risks:
  - risk: A load test reaches production by accident
    mitigation: Production is locked until an admin unlocks it for one run, with a reason
    fallback: Stop the run
    owner: Performance engineer
  - risk: The request limiter turns people away
    mitigation: Its limits are set for a hundred people behind one address
    fallback: The limiter is switched off for the first shift
    owner: System administrator
  - risk: Data is lost
    mitigation: Daily backup, verified, kept for 30 days
    fallback: Restore, and enter the shift's work orders again from paper
    owner: System administrator
`;
