const WIDTH = 30;

/** A line that is drawn over and over, where a person sits at the terminal; elsewhere nothing. */
export function progressBar(out: NodeJS.WriteStream = process.stderr) {
  return {
    /** @param percent 0 to 100 */
    show(what: string, percent: number, more = '') {
      if (!out.isTTY) return;
      const full = Math.round((WIDTH * Math.min(percent, 100)) / 100);
      out.write(
        `\r\x1b[2K${what.padEnd(12)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent.toFixed(1)} % ${more}`,
      );
    },
    clear() {
      if (out.isTTY) out.write('\r\x1b[2K');
    },
  };
}
