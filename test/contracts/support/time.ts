// Moments that matter to the economy, counted from the Monday on which every test begins.
import { type Connection, DAY, MONDAY } from './deploy.ts';

const EVENING = DAY * 0.75;

/** Unix seconds of a day (0 is the first Monday) and a second of it, six in the evening unless named. */
export const moment = (day: number, second = EVENING) => MONDAY + day * DAY + second;

/** The next block, and with it the next transaction, bears exactly this time. */
export const at = ({ networkHelpers }: Connection, day: number, second = EVENING) =>
  networkHelpers.time.setNextBlockTimestamp(moment(day, second));
