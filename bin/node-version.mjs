// Only syntax that old versions of Node can read: it has to get as far as the sentence.

const oldest = [20, 19];

/** Ends the process with a sentence when Node is too old. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  console.error(
    `Gantry needs Node.js ${oldest.join(".")} or newer; this is ${process.versions.node}. Node.js 24 is a good choice: https://nodejs.org`,
  );
  process.exit(1);
}
