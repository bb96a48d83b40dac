export interface Progress {
  advance(by: number): void;
  finish(): void;
}

const barWidth = 30;
const redrawMs = 200;

/** A progress bar on stderr; nothing where stderr is not a terminal. */
export function makeProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return { advance() {}, finish() {} };
  let done = 0;
  let drawnAt = 0;
  const draw = () => {
    const share = Math.min(1, done / total);
    const filled = Math.round(share * barWidth);
    process.stderr.write(`\r[${'#'.repeat(filled).padEnd(barWidth, '.')}] ${Math.round(share * 100)} %`);
  };
  return {
    advance(by) {
      done += by;
      if (Date.now() - drawnAt < redrawMs) return;
      drawnAt = Date.now();
      draw();
    },
    finish() {
      done = total;
      draw();
      process.stderr.write('\n');
    },
  };
}
