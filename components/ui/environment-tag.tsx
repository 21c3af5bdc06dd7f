/** What a system is: practice and production must never be taken for one another. */
export function EnvironmentTag({ environment }: { environment: string }) {
  const production = environment === "production";
  return <span className={production ? "tag tag-production" : "tag"}>{environment.toUpperCase()}</span>;
}
