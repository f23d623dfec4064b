import { Markup } from './markup';

/** Style of exported pages: of one column, light or dark as the reader has it, black on white on paper. */
export const pageStyle = new Markup(`
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --pass: #1a7f37; --fail: #b3261e; --code: #f6f8fa; --paper: #fff; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9198a1; --line: #3d444d; --pass: #3fb950; --fail: #ff8882; --code: #151b23; --paper: #0d1117; --link: #79b8ff; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 32px 24px; }
main.report { max-width: 760px; }
h1 { font-size: 26px; line-height: 1.25; } h2 { font-size: 19px; margin-top: 40px; } h3 { font-size: 15px; margin-top: 28px; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.grid th, .grid td { min-width: 110px; overflow-wrap: normal; }
td:nth-child(2) > div + div { margin-top: 4px; } .grid th:first-child { position: sticky; left: 0; min-width: 72px; background: var(--paper); }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
thead th { vertical-align: bottom; font-weight: 600; overflow-wrap: normal; } tbody th { font-weight: 600; }
.quiet, .idle { color: var(--quiet); } td .quiet { font-size: 12px; }
.pass { color: var(--pass); } .fail { color: var(--fail); font-weight: 600; }
pre, code { font: 13px/1.45 ui-monospace, Consolas, monospace; }
pre { background: var(--code); padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
details { border-bottom: 1px solid var(--line); padding: 8px 0; } summary { cursor: pointer; font-weight: 600; }
img, svg { max-width: 100%; }
blockquote { margin: 0; padding-left: 12px; border-left: 2px solid var(--line); color: var(--quiet); }
@page { margin: 18mm 16mm; } @page wide { size: landscape; margin: 12mm; } main.wide { page: wide; }
@media print {
  :root { --ink: #000; --quiet: #444; --line: #bbb; --pass: #060; --fail: #900; --code: #f4f4f4; --paper: #fff; --link: #000; color-scheme: light; }
  body { font-size: 10.5pt; } main, main.report { max-width: none; padding: 0; } table { font-size: 9pt; }
  h1, h2, h3 { break-after: avoid; } tr, pre, blockquote { break-inside: avoid; } thead { display: table-header-group; }
  .scroll { overflow: visible; } .grid { font-size: 7pt; } .grid th, .grid td { min-width: 0; padding: 3px 4px 3px 0; }
  .grid td .quiet { display: none; } .each:not(:has([open])) { display: none; } .grid thead th:nth-child(n+3) { writing-mode: vertical-rl; max-height: 130px; padding-bottom: 6px; }
}
`);
