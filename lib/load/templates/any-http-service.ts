/** The smallest scenario: one page, asked for again and again. */
export const anyHttpService = `name: Any HTTP service
mix:
  - name: front page
    get: /                               # any status below 400 is right
`;
