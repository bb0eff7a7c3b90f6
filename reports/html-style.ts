/** Styles of report.html. Colours from the palette of Okabe and Ito, told apart by those who see fewer of them. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #595959; --paper: #fff; --line: #d0d0d0; --blue: #0072b2; --red: #a83a00; --green: #00634b; --amber: #7a5200; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #b0b0b0; --paper: #161616; --line: #444; --blue: #56b4e9; --red: #ff9159; --green: #3ecf9f; --amber: #f0c14b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
p { margin: .4rem 0; } .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; } .n { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
.met { color: var(--green); } .missed { color: var(--red); } .inconclusive { color: var(--amber); }
.verdict { font-weight: 600; white-space: nowrap; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.chart { width: 100%; height: auto; display: block; font: 11px system-ui, sans-serif; }
.chart text { fill: var(--soft); } .chart .label { fill: var(--ink); font-weight: 600; }
.chart .grid { stroke: var(--line); fill: none; } .chart .goal { stroke: var(--red); stroke-dasharray: 6 4; fill: none; }
.chart .arrivals, .chart .in-time { fill: var(--blue); } .chart .whisker { stroke: var(--ink); opacity: .55; fill: none; }
.chart .band { fill: var(--blue); opacity: .22; } .chart path.share { stroke: var(--blue); stroke-width: 1.6; fill: none; } .chart circle.share { fill: var(--blue); }
.chart circle.worst { fill: none; stroke: var(--red); stroke-width: 2; } .chart text.worst { fill: var(--red); font-weight: 600; stroke: var(--paper); stroke-width: 4px; paint-order: stroke; }
.chart .late { fill: url(#hatch); stroke: var(--red); } .chart .hatch { stroke: var(--red); stroke-width: 3; }
summary { cursor: pointer; font-weight: 600; margin-top: 1rem; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --blue: #0072b2; --red: #a83a00; --green: #00634b; --amber: #7a5200; } body { padding: 0; max-width: none; font-size: 11px; } h2, figure { break-inside: avoid; break-after: avoid; } tr { break-inside: avoid; } section { break-inside: auto; } }
`.trim();
