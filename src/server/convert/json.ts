import { jsonMistake } from '../json.js';
import { Unreadable } from './report.js';

/** What JSON text holds. Throws `Unreadable`, with the line and column of the first mistake. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mistake = jsonMistake(text);
    throw new Unreadable(`not JSON: ${mistake?.words ?? (error as Error).message}`, mistake?.place);
  }
}
