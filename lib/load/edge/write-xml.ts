import XMLBuilder from "fast-xml-builder";
import type { XmlElement } from "../core/junit-report.ts";

const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "", format: true });

/** An element with all beneath it as an XML 1.0 document (UTF-8). Whatever its texts hold, they stay texts: signs of markup are escaped, and
 *  characters that XML cannot hold become U+FFFD. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build([ordered(root)])}\n`;
}

/** As the builder takes elements whose order counts. */
function ordered({ name, attributes, content }: XmlElement): object {
  const inside = content.map((one) => (typeof one === "string" ? { "#text": storable(one) } : ordered(one)));
  const told = Object.entries(attributes).map(([key, value]) => [key, storable(value)] as const);
  return { [name]: inside, ":@": Object.fromEntries(told) };
}

/** XML 1.0, production 2: most control characters and half letters are no characters there. */
const storable = (text: string) =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
