/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n]/;

/** A text as a cell (RFC 4180). A formula is made a text, so that opening a file runs nothing that a member wrote. */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param cells as they stand in the file */
export const csvLine = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
