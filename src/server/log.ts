import { pino } from 'pino';
import type { Log } from '../backend/context.js';

/** JSON lines on standard output. */
export function openLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
