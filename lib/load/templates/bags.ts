/** QR codes of two hundred bags, as a file that a scenario draws from. */
export const bagsFile = {
  name: "bags.csv",
  text: ["qr_id", ...Array.from({ length: 200 }, (_, bag) => `BAG-${String(bag + 1).padStart(6, "0")}`), ""].join("\n"),
};
