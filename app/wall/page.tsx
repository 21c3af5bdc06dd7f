import { Wall } from "#components/wall/wall.tsx";
import { serverVersion } from "#lib/platform/server-version.ts";

export const metadata = { title: "Wall" };

/** A screen on a wall. The page itself says nothing of anybody: what it shows it asks for with the display's cookie. */
export default function WallPage() {
  return <Wall version={serverVersion()} />;
}
