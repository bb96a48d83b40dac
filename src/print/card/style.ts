/** How the card is laid out on the base style. */
export const cardStyle = `
.village { break-before: page; }
.village:first-of-type { break-before: auto; }
.where { margin-bottom: 1.5mm; }
.officer { display: inline-block; float: right; width: 70mm; border-bottom: 0.2mm solid #000; }
.steps { border: 0.3mm solid #000; padding: 1.2mm 2mm 1.2mm 6mm; margin-bottom: 2.5mm; }
.again td { border: 0; padding: 0 0 0.8mm; text-align: right; }
td { padding-top: 0.9mm; padding-bottom: 0.9mm; overflow-wrap: anywhere; }
.reference { width: 20mm; }
td.reference { font: bold 11pt/1.2 Arial, "Liberation Sans", Helvetica, sans-serif; white-space: nowrap; }
.head { width: 32mm; }
.address { width: 36mm; }
.count { width: 9mm; text-align: center; }
.done { width: 25mm; }
.receipt { width: 20mm; }
.line { display: block; }
.member { display: inline-block; margin-right: 1.6mm; }
.tick { display: inline-block; width: 10.5mm; white-space: nowrap; }
.tick i { display: inline-block; width: 3mm; height: 3mm; border: 0.25mm solid #000; margin-right: 0.8mm; vertical-align: -0.4mm; }
`;
