import { type CertificatePair, datesSentence, readCertificatePair, type TlsFiles } from "./certificate-files.ts";

export type Renewal = {
  files: TlsFiles;
  first: CertificatePair;
  /** Takes a new pair that is whole. */
  use(pair: CertificatePair): void;
  says(line: string): void;
  everyMs?: number;
  now?(): Date;
};

/** Reads the files again and again and takes a new pair as soon as it is whole. A broken one is told once, and the old one stays. Contents
 *  are compared, not times: a renewal may swap a link, and may keep the old time. Returns how to end it. */
export function keepRenewed({
  files,
  first,
  use,
  says,
  everyMs = 30_000,
  now = () => new Date(),
}: Renewal): () => void {
  let current = first;
  let told: string | null = null;
  const tell = (line: string | null) => {
    if (line !== null && line !== told) says(line);
    told = line;
  };
  const look = () => {
    try {
      const read = readCertificatePair(files);
      if (read.cert !== current.cert || read.key !== current.key) {
        current = read;
        use(read);
        says(`The renewed certificate is in use, until ${read.validTo.toISOString().slice(0, 10)}.`);
      }
      tell(datesSentence(current, now()));
    } catch (error) {
      tell(`${error instanceof Error ? error.message : error} HTTPS goes on with the certificate from before.`);
    }
  };
  tell(datesSentence(current, now()));
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}
