/** FlowViz's batch script: lots and nothing else, a hundred at once, with a short pause between. */
export const flowvizBatch = `name: FlowViz batch
setup:                                   # once for each of the hundred
  - name: log in
    post: /api/login
    json:
      email: "operator{{vu 1 10}}@factory.local"
      password: "{{secret.OPERATOR_PASSWORD}}"
    expect: { status: 200, json: { $.access_token: not empty } }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
think: 100ms
timeouts: { whole: 30s }
mix:
  - name: register lot
    tags: [write]
    post: /api/v1/lots
    json:
      lot_code: "{{unique 'LOT-'}}"      # drawn from 900,000 they would meet after about a thousand
      lot_type: "{{pick RAW WIP FINISHED}}"
      weight_kg: "{{number 10 500 1}}"
      temperature_c: "{{number 2 8 1}}"
    expect: { status: 201, json: { $.id: present } }
`;
