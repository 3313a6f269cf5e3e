/** Text as it may stand in HTML, also within quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A table; cells are HTML. */
export function tableHtml(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${text}</${tag}>`).join("");
  return `<table><thead><tr>${cells("th", head.map(escaped))}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cells("td", row)}</tr>`)
    .join("")}</tbody></table>`;
}

/** Pairs, as a list of terms. */
export function pairsHtml(
  pairs: readonly (readonly [string, string])[],
): string {
  return `<dl>${pairs
    .map(
      ([key, value]) =>
        `<div><dt>${escaped(key)}</dt><dd>${escaped(value)}</dd></div>`,
    )
    .join("")}</dl>`;
}

/** For paper first: A4 and Letter, black on white. */
export const reportStyle = `
@page{margin:14mm}
*{box-sizing:border-box}
body{font:10pt/1.4 "Liberation Sans",Arial,sans-serif;color:#000;background:#fff;max-width:186mm;margin:8mm auto;padding:0 4mm}
:lang(zh-Hans) body{font-family:"Liberation Sans",Arial,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
:lang(ja) body{font-family:"Liberation Sans",Arial,"Noto Sans CJK JP","Yu Gothic UI","Yu Gothic","Hiragino Sans",sans-serif}
@media print{body{margin:0;padding:0;max-width:none}}
h1{font-size:18pt;margin:0 0 1mm}h2{font-size:11.5pt;margin:6mm 0 1.5mm;border-bottom:1px solid #000;break-after:avoid}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(52mm,1fr));gap:1mm 5mm;margin:3mm 0}
dl div{break-inside:avoid}dt{font-size:8pt;color:#444}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:8.5pt}thead{display:table-header-group}
th{text-align:left;border-bottom:1px solid #000;font-weight:600}td,th{padding:1mm 2mm 1mm 0;vertical-align:top;overflow-wrap:anywhere}
tr{break-inside:avoid}td{border-bottom:.5px solid #aaa}
code,pre{font:7.5pt/1.35 "Liberation Mono",Consolas,monospace}td code{font-size:6.4pt}pre{white-space:pre-wrap;overflow-wrap:anywhere;border-left:2px solid #000;padding-left:2mm;margin:1mm 0}
.outcome{font-size:13pt;font-weight:700;border:2px solid #000;display:inline-block;padding:.5mm 3mm;margin:1mm 0}
.failure{break-inside:avoid;margin:2mm 0 4mm}.failure p{margin:.5mm 0}
svg{width:100%;height:auto;font-size:8px}svg text{font-family:inherit}.gap{text-anchor:middle;font-size:7px}.cross{font-size:11px;font-weight:700}
svg line{stroke:#888;stroke-width:.5}svg rect.done,svg rect.undone{fill:#555}svg rect.skipped{fill:#fff;stroke:#555;stroke-width:.8}
svg rect.failed{fill:url(#hatch);stroke:#000;stroke-width:1}svg rect.aborted,svg rect.open{fill:#ccc;stroke:#000;stroke-dasharray:2 1;stroke-width:.8}
.legend{font-size:8pt}.sign{display:grid;grid-template-columns:1fr 1fr;gap:10mm;margin-top:16mm;break-inside:avoid}
.sign div{border-top:1px solid #000;padding-top:1mm;font-size:8pt}footer{margin-top:8mm;font-size:7.5pt;color:#333;overflow-wrap:anywhere}
`;
