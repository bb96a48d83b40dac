/**
 * For A4 and a black-and-white printer: ink only where it says something, no shade that a copier turns to black.
 * 8.5 points is the least that is read in bad light.
 */
export const baseStyle = `
@page { size: A4; margin: 12mm 11mm 14mm; }
* { box-sizing: border-box; }
html { font: 8.5pt/1.28 Arial, "Liberation Sans", Helvetica, sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; max-width: 188mm; }
h1 { font-size: 15pt; line-height: 1.15; margin: 0 0 1.5mm; }
h2 { font-size: 11.5pt; margin: 4mm 0 1.2mm; border-bottom: 0.5mm solid #000; break-after: avoid; }
h3 { font-size: 9pt; margin: 2.2mm 0 0.8mm; break-after: avoid; }
h2 + p { break-after: avoid; }
p { margin: 0 0 1.2mm; break-inside: avoid; }
ul, ol { margin: 0 0 1.2mm; padding-left: 4.5mm; }
li { margin-bottom: 0.5mm; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.2mm solid #000; padding: 0.45mm 1mm; text-align: left; vertical-align: top; }
th { font-size: 7.5pt; font-weight: bold; border-bottom-width: 0.4mm; }
code { font: 8.5pt/1.3 "Courier New", "Liberation Mono", monospace; font-weight: bold; overflow-wrap: anywhere; }
`;
