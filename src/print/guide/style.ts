/** How the guide is laid out on the base style. */
export const guideStyle = `
.keyword { display: inline-block; border: 0.4mm solid #000; border-bottom: 0; padding: 0 1.6mm; margin-right: 1mm; font-family: "Courier New", "Liberation Mono", monospace; }
.example { margin: 0.8mm 0 1.2mm; break-after: avoid; }
.rules { columns: 2; column-gap: 7mm; }
.rules li { break-inside: avoid; }
.whole { break-inside: avoid; }
.place { width: 13mm; white-space: nowrap; font-weight: bold; }
th.place { white-space: normal; }
.number { width: 12mm; white-space: nowrap; }
.item { width: 62mm; }
.typed ~ .item { width: 80mm; }
.digits { width: 10mm; text-align: center; }
.typed { width: 26mm; overflow-wrap: anywhere; }
.word { width: 20mm; }
.meaning { width: 62mm; }
.code { display: inline-block; margin-right: 1.6mm; }
.asked { display: block; font-style: italic; }
.halves { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm; align-items: start; break-inside: avoid; }
.narrow .place { width: 10.5mm; }
.narrow .number { width: 9.5mm; }
.narrow .item { width: auto; }
.narrow .digits { width: 9mm; }
.narrow td:last-child { width: 27mm; }
.narrow th, .narrow td { padding-left: 0.7mm; padding-right: 0.7mm; }
.rest { margin-top: 1.5mm; }
`;
