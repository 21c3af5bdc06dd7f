import Link from "next/link";
import { DoorFrame } from "./door-frame.tsx";

export const metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <DoorFrame title="There is nothing at this address">
      <p>
        The pilot or the run may be named differently. <Link href="/">Go to the load runs</Link>
      </p>
    </DoorFrame>
  );
}
