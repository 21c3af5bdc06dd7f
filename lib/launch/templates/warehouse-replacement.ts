/** FlowViz WMS: a food-production warehouse that replaces its legacy system in one shift. */
export const warehouseReplacement = `name: Warehouse replacement
for: A warehouse or production system that replaces a legacy one on site in a single shift, blue-green, after two days beside it.
stations: [Load, Shadow, Checklist, Training, Rollback, Operations]

wanted:
  - { duty: decider, who: Plant manager }
  - { duty: decider, who: Project lead }
  - { duty: verifier, who: Operations engineer }
  - { duty: product-owner, who: Warehouse lead }
  - { duty: station-owner, station: Load, who: Performance engineer }
  - { duty: station-owner, station: Shadow, who: Warehouse lead }
  - { duty: station-owner, station: Checklist, who: Operations engineer }
  - { duty: station-owner, station: Training, who: Trainer }
  - { duty: station-owner, station: Rollback, who: Operations engineer }
  - { duty: station-owner, station: Operations, who: Operations engineer }

parityScope:
  - POST /api/v1/lots
  - POST /api/v1/qc-decisions
  - GET /api/v1/traceability/*

lists:
  - name: Before load tests
    pausePoint: before-load
    items:
      - station: Checklist
        title: The new system is deployed to staging
        asks: Both colours run the release that is to go live. Say which version is seen on each.
        killer: true
      - station: Checklist
        title: Test operators exist
        asks: The ten operator accounts of the load test log in on staging. Say how many did.
      - station: Load
        title: The shift's load is carried
        asks: 20,000 lots in 8 hours are 0.69 lots a second; 20,000 in one hour are 5.56 a second. p99 under 500 ms, errors under 0.1 %.
        killer: true
        run: { name: "20,000 lots in one hour, sustained" }
      - station: Load
        title: Twice the load is carried
        asks: 40,000 lots in one hour are 11.1 a second. p99 under 500 ms, errors under 0.1 %.
        run: { name: "40,000 lots in one hour" }
      - station: Load
        title: Smoke test
        asks: A lot is registered (201) and a QC decision on its id is taken (201); the health answer says the database is connected.
        run: { name: "Smoke test" }

  - name: Before shadow mode
    pausePoint: before-shadow
    items:
      - station: Shadow
        title: The mirror stands in front of legacy
        asks: Traffic of the site passes the mirror. Say since when, and how many clients are seen.
      - station: Shadow
        title: It behaves as legacy for two days
        asks: Parity's lower bound, coverage and two days of shift traffic from a real source.
        killer: true
        parity: true

  - name: Pre-launch
    pausePoint: pre-launch
    items:
      - station: Checklist
        title: The API is healthy
        asks: "GET /health answers 200 and its database is connected."
        killer: true
        validForSeconds: 120
        probe: { http: { system: new, path: /health, json: { path: $.database, is: { equals: connected } } }, everySeconds: 10 }
      - station: Checklist
        title: PostgreSQL accepts connections
        asks: The database of the new system answers.
        killer: true
        validForSeconds: 120
        probe: { postgres: { resource: flowviz, accepts: true }, everySeconds: 10 }
      - station: Checklist
        title: Redis answers PONG
        asks: The cache of the new system answers PING.
        killer: true
        validForSeconds: 120
        probe: { redis: { resource: flowviz }, everySeconds: 10 }
      - station: Checklist
        title: Prometheus has every target up
        asks: "Every target is up: the least value of up is 1. No data is not a pass."
        killer: true
        validForSeconds: 120
        probe: { prometheus: { system: other, query: min(up), is: { atLeast: 1 } }, everySeconds: 15 }
      - station: Checklist
        title: Migrations are at head
        asks: The newest applied migration is the one of the release. Write the expected one into this check.
        killer: true
        validForSeconds: 3600
        probe: { postgres: { resource: flowviz, migrationHead: { sql: "select version_num from alembic_version", expected: "adapt" } }, everySeconds: 60 }
      - station: Checklist
        title: All four services are healthy
        asks: Four services report health 1. Adapt the query to their names.
        killer: true
        validForSeconds: 120
        probe: { prometheus: { system: other, query: 'sum(up{job="flowviz"})', is: { atLeast: 4 } }, everySeconds: 15 }
      - station: Checklist
        title: Two healthy instances stand idle
        asks: The idle colour has at least two healthy instances. Say how many are seen.
        verify: true
        validForSeconds: 14400
      - station: Training
        title: Every operator of the shift is trained
        asks: Every operator of the go-live shift has both signatures, their own and the trainer's, in each module that their role needs.
        killer: true
        training: { scope: launch-shifts }
      - station: Training
        title: A champion operator stands at each gate
        asks: Say who stands where on the go-live shift.
      - station: Rollback
        title: All traffic is back on legacy in under 15 minutes
        asks: The way back was rehearsed on the real target; say how long it took.
        killer: true
        validForSeconds: 604800
        rehearsal: { mostMinutes: 15 }
      - station: Operations
        title: Last night's backup restores
        asks: The backup of last night was restored into an empty database. Say how many rows are seen.
        killer: true
        verify: true
        validForSeconds: 86400
      - station: Operations
        title: Alerts reach the people on duty
        asks: A test alert arrived on the phone of whoever is on duty. Say who, and when.
        validForSeconds: 86400

  - name: Launch day
    pausePoint: launch-day
    items:
      - station: Checklist
        title: No lot is in work at the switch
        asks: The warehouse lead confirms that the floor stands still. Say what is seen.
        killer: true
      - station: Checklist
        title: The new system answers through the load balancer
        asks: A lot is registered and looked up through the address the operators use.
        killer: true

  - name: After launch
    pausePoint: after-launch
    items:
      - station: Operations
        title: Watch list, the new system beside the legacy one
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling. Say the worst of each and when, with the legacy system's figure from before the launch beside it.
      - station: Operations
        title: The first 24 hours were watched
        asks: Error ratio, p95 and memory stayed under their limits. Say what was seen.
      - station: Operations
        title: Lots of the day are traceable
        asks: Ten lots of the go-live shift are found in full. Say which.

steps:
  - { part: programme, day: -10, title: "Deploy to staging", owner: Operations engineer }
  - { part: programme, day: -8, title: "Load test", owner: Performance engineer }
  - { part: programme, day: -7, title: "Analyse the load test", owner: Performance engineer }
  - { part: programme, day: -6, title: "Run the load test again", owner: Performance engineer }
  - { part: programme, day: -3, title: "Shadow mode, first day", owner: Warehouse lead }
  - { part: programme, day: -2, title: "Shadow mode, second day", owner: Warehouse lead }
  - { part: programme, day: -1, title: "Pre-launch checklist and poll", owner: Project lead }
  - { part: programme, day: 0, title: "Go-live, single shift", owner: Project lead }
  - { part: programme, day: 1, title: "Review", owner: Project lead }
  - { part: sequence, minute: -120, title: "People are in place, displays are on", owner: Project lead }
  - { part: sequence, minute: -60, title: "Last poll of all stations", owner: Project lead }
  - { part: sequence, minute: -30, title: "Legacy stops taking new lots", owner: Warehouse lead, waitsFor: Pre-launch }
  - { part: sequence, minute: -15, title: "The floor stands still", owner: Warehouse lead }
  - { part: sequence, minute: 0, title: "Switch traffic to the new colour", owner: Operations engineer, waitsFor: Launch day, noWayBack: "Lots registered from here on exist in the new system only" }
  - { part: sequence, minute: 15, title: "First lots are registered and checked", owner: Warehouse lead }
  - { part: sequence, minute: 480, title: "End of the shift: keep or roll back", owner: Project lead }
  - { part: hypercare, minute: 60, title: "First hour: errors, p95, memory", owner: Operations engineer }
  - { part: hypercare, minute: 240, title: "Four hours: open incidents, lots traced", owner: Warehouse lead }
  - { part: hypercare, minute: 1440, title: "24 hours: handover to operations", owner: Operations engineer }

risks:
  - risk: The new system becomes slow under the shift's load
    mitigation: Load tests at one and two times the planned rate, two days of buffer in the programme
    fallback: The launch moves by a week
    owner: Performance engineer
  - risk: A production incident after the switch
    mitigation: Rehearsed way back, people on duty, vitals on the wall
    fallback: Roll back, all traffic to legacy
    owner: Operations engineer
  - risk: Operators do not take to the new system
    mitigation: Two-hour training of every operator, a champion operator at each gate
    fallback: A trainer stays on the floor for the first week
    owner: Trainer
`;
