type Pauses = Readonly<Record<"dispatcher" | "biller" | "admin", string>>;

/** TraitorTrack: dispatchers who scan, billers and admins, 60 : 30 : 10, each with a form log-in and its session cookie. */
const bagScanning = (name: string, pauses: Pauses): string => `name: ${name}
data:
  bags: { file: bags.csv, use: in turn } # one QR code a row
users:
  - kind: dispatcher
    share: 60
    setup:
      - name: log in as dispatcher
        post: /login
        form: { username: "dispatcher{{vu 1 10}}", password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: ${pauses.dispatcher} }
    mix:
      - weight: 8
        name: scan
        tags: [scan, write]
        post: /scan
        json: { qr_id: "{{bags.qr_id}}" }
        expect: { status: 200, json: { $.bag.qr_id: present } }
      - weight: 1
        name: bags
        tags: [read]
        get: /api/bags?limit=50
        expect: { status: 200, json: { $.bags: not empty } }
      - weight: 1
        name: search bags
        tags: [search]
        get: /api/bags/search?q={{bags.qr_id}}
        expect: { status: 200 }
  - kind: biller
    share: 30
    setup:
      - name: log in as biller
        post: /login
        form: { username: "biller{{vu 1 10}}", password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: ${pauses.biller} }
    mix:
      - weight: 3
        name: bills
        tags: [read]
        get: /api/bills
        expect: { status: 200, json: { $.bills: present } }
      - weight: 2
        name: make a bill
        flow:                            # one after another, as a biller does
          - name: create bill
            tags: [write]
            post: /api/bills
            json: { customer: "{{pick North South West}}", bags: "{{integer 1 20}}" }
            expect: { status: 201, json: { $.id: present } }
            remember: { bill: $.id }
          - name: look at the bill
            tags: [look-up]              # not read: reads alone would make bills to look at
            get: /api/bills/{{bill}}
            expect: { status: 200 }
  - kind: admin
    share: 10
    setup:
      - name: log in as admin
        post: /login
        form: { username: admin1, password: "{{secret.OPERATOR_PASSWORD}}" }
        expect: { status: [200, 302] }
    think: { between: ${pauses.admin} }
    mix:
      - weight: 2
        name: dashboard
        tags: [dashboard]
        get: /dashboard
        expect: { status: 200 }
      - weight: 1
        name: statistics
        tags: [read]
        get: /api/statistics
        expect: { status: 200, json: { $.total_bags: present } }
`;

export const traitorTrack = bagScanning("TraitorTrack bag scanning", {
  ...{ dispatcher: "[1s, 3s]", biller: "[2s, 5s]", admin: "[3s, 8s]" },
});

/** With little time to think: some 500 requests a second of 200 users. */
const hardly = "[100ms, 500ms]";
export const traitorTrackStress = bagScanning("TraitorTrack bag scanning under stress", {
  ...{ dispatcher: hardly, biller: hardly, admin: hardly },
});
