const steps = 20;

/** Says on stderr, about twenty times, how much of a long run is done. */
export function tellProgress(what: string, total: number): (done: number) => void {
  let told = 0;
  return (done) => {
    const step = Math.floor((done * steps) / total);
    if (step <= told) return;
    told = step;
    process.stderr.write(`${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${what}\n`);
  };
}
