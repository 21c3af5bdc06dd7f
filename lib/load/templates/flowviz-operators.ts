/** FlowViz operators as their plan describes them: one log-in each, then lots, decisions and look-ups 10 : 5 : 1. */
export const flowvizOperators = `name: FlowViz operators
setup:                                   # once for each operator
  - name: log in
    post: /api/login
    json:
      email: "operator{{vu 1 10}}@factory.local"
      password: "{{secret.OPERATOR_PASSWORD}}"
    expect: { status: 200, json: { $.access_token: not empty } }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
think: { between: [2s, 5s] }             # closed model only
mix:
  - weight: 10
    name: register lot
    tags: [write]
    post: /api/v1/lots
    json:
      lot_code: "{{unique 'LOT-'}}"
      lot_type: "{{pick RAW WIP FINISHED}}"
      weight_kg: "{{number 50 500 1}}"
      temperature_c: "{{number 2 8 1}}"
    expect: { status: 201, json: { $.id: present } }
    remember:
      lots: { last: 10, from: { id: $.id, code: $.lot_code } }
  - weight: 5
    name: QC decision
    tags: [write]
    needs: lots                          # one of this operator's own last ten
    post: /api/v1/qc-decisions
    json:
      lot_id: "{{lots.id}}"
      gate_id: "{{integer 1 7}}"
      decision: "{{pick PASS:85 HOLD:10 FAIL:5}}"
    expect: { status: 201 }
  - weight: 1
    name: traceability
    tags: [read]
    needs: lots
    get: /api/v1/traceability/{{lots.code}}
    expect: { status: 200 }
`;
