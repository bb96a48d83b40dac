/*
 * Steps the clock of a program that is started with `--import` of this file: the wall clock alone, which the file
 * CLOCK_OFFSET_FILE holds milliseconds of. Timers, the monotonic clock and the database's own clock go on as they are.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
let offset = 0;

setInterval(() => {
  try {
    offset = Number(readFileSync(process.env.CLOCK_OFFSET_FILE ?? '', 'utf8')) || 0;
  } catch {
    // It is being written.
  }
}, 20).unref();

class SteppedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offset);
    else super(...given);
  }

  static now() {
    return RealDate.now() + offset;
  }
}

globalThis.Date = SteppedDate;
