"use client";

import { useEffect, useState } from "react";

/** Has the browser keep the kiosk's page. True when it does not: then a reload without network ends the kiosk. */
export function useOfflinePage(): boolean {
  const [isOff, setOff] = useState(false);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return setOff(true);
    navigator.serviceWorker.register("/kiosk-worker.js", { scope: "/kiosk", updateViaCache: "none" }).then(
      () => {},
      () => {
        // Without network the worker that is there goes on; one that was never there is what is told.
        void navigator.serviceWorker.getRegistration("/kiosk").then((there) => setOff(there === undefined));
      },
    );
  }, []);
  return isOff;
}
