/** The style of the HTML report: light, on A4 when printed, with the fonts that are there. */
export const htmlReportStyle = `
@page { size: A4; margin: 14mm 13mm 15mm }
* { box-sizing: border-box }
:root { color-scheme: light }
body { margin: 0; background: #fff; color: #14201f; font: 14px/19px "Sofia Sans", system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact }
main { max-width: 940px; margin: 0 auto; padding: 20px 24px 40px }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; border-bottom: 3px double #7c8a87 }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 30px; font-weight: 500; overflow-wrap: anywhere }
h2 { margin: 22px 0 6px; padding-bottom: 4px; border-bottom: 1.5px solid #14201f; font-size: 17px; line-height: 22px; font-weight: 500; break-after: avoid }
small, dt, th { color: #465552; font-size: 12px; font-weight: 400 }
p, ol, dl, figure, pre { margin: 6px 0 }
ol { padding-left: 22px }
.plate { margin: 0; padding: 2px 10px; font-size: 18px; line-height: 24px; font-weight: 700; white-space: nowrap }
.plate.pass { color: #0b6e5f }
.plate.fail { background: #a3182b; color: #fff }
.plate.inconclusive { border: 1.5px solid #14201f }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 0 20px }
dl div { padding: 4px 0; border-bottom: 1px solid #cbd3d0; break-inside: avoid }
dt, dd { margin: 0; overflow-wrap: anywhere }
dd { font-weight: 500 }
.wide { overflow-x: auto }
.wide + .wide { margin-top: 8px }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 17px }
th { padding: 2px 8px 2px 0; text-align: left; vertical-align: bottom }
td { padding: 4px 8px 4px 0; border-top: 1px solid #cbd3d0; vertical-align: top }
tr { break-inside: avoid }
.number { text-align: right; white-space: nowrap }
.word { white-space: nowrap }
.text { min-width: 6.5em; overflow-wrap: anywhere }
.hand { border-left: 1px solid #7c8a87; padding-left: 6px }
td.hand { height: 34px }
figure { break-inside: avoid }
svg { display: block; width: 100%; height: auto; font-size: 12px }
pre { padding: 8px 10px; background: #f4f6f5; font: 11.5px/16px "IBM Plex Mono", ui-monospace, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere }
@media screen and (max-width: 700px) { main { padding: 12px 16px } table { min-width: 860px } }
@media print { main { max-width: none; padding: 0 } body { font-size: 12px; line-height: 16px } table { font-size: 10.5px; line-height: 14px } .wide { overflow: visible } td, th { padding-right: 5px } }
`;
