import { Kiosk } from "#components/kiosk/kiosk.tsx";

export const metadata = { title: "Kiosk" };

/** The tablet that is handed round. The page itself says nothing of anybody: what it shows it asks for with the kiosk's cookie, and without
 *  network the device has it. */
export default function KioskPage() {
  return <Kiosk />;
}
