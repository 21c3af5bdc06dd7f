/** FlowViz in small: does each part answer as it should? */
export const flowvizSmoke = `name: FlowViz smoke
setup:
  - name: log in
    post: /api/login
    json:
      email: "operator{{vu 1 10}}@factory.local"
      password: "{{secret.OPERATOR_PASSWORD}}"
    expect: { status: 200, json: { $.access_token: not empty } }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
mix:
  - name: create lot
    post: /api/v1/lots
    json:
      lot_code: "{{unique 'SMOKE-'}}"
      lot_type: RAW
      weight_kg: 100
    expect: { status: 201, json: { $.id: present } }
    remember: { lot: $.id }
  - name: QC decision
    needs: lot                           # on the lot created last
    post: /api/v1/qc-decisions
    json:
      lot_id: "{{lot}}"
      gate_id: 1
      decision: PASS
    expect: { status: 201 }
  - name: health
    get: /health
    expect: { status: 200, json: { $.database: connected } }
`;
