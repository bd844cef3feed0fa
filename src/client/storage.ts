import { asJson } from '../domain/json.js';

/** A browser may refuse its storage, by throwing already when it is named: nothing here throws. */

export type Place = () => Storage;

export function read<Value>(place: Place, name: string): Value | undefined {
  try {
    const text = place().getItem(name);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

/** Whether it is kept. */
export function write(place: Place, name: string, value: unknown): boolean {
  try {
    place().setItem(name, asJson(value));
    return true;
  } catch {
    return false;
  }
}

export function remove(place: Place, name: string): void {
  try {
    place().removeItem(name);
  } catch {
    // What cannot be reached holds nothing of ours.
  }
}
