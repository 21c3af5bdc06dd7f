import type { ReactNode } from "react";
import "@fontsource/ibm-plex-mono/latin-700.css";

/** Nothing of the console around it: a screen on a wall is the picture alone. */
export default function WallLayout({ children }: { children: ReactNode }) {
  return children;
}
