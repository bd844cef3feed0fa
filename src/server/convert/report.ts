/** What became of one thing in a file from elsewhere. */
export type Fate = 'converted' | 'approximated' | 'dropped';

/** One line of the report: one thing of the file, what it became, and what is not as it was. */
export interface Item {
  /** Where it stands in the file: a JSON Pointer, a sheet and its row, a question's code. */
  place: string;
  /** Its name in the file. */
  name?: string | undefined;
  /** What it is here: `mode: single-choice`. */
  becomes?: string | undefined;
  fate: Fate;
  /** How it was approximated, or why it was dropped. */
  notes: string[];
}

/** A thing of the file that is being converted: what is found on the way is noted with it. */
export interface Open {
  readonly place: string;
  /** It is not quite as it was. */
  approximate(how: string): void;
  /** It is not there any more. */
  drop(why: string): void;
  /** A part of it is not there any more. */
  dropPart(part: string, why: string): void;
  becomes(what: string): void;
  /** A code of it has another name here. */
  rename(was: string, is: string): void;
}

/** Collects what became of each thing of a file, in the file's order. */
export class Report {
  readonly items: Item[] = [];

  open(place: string, name?: string): Open {
    const item: Item = { place, name, fate: 'converted', notes: [] };
    this.items.push(item);
    const note = (text: string) => {
      if (!item.notes.includes(text)) item.notes.push(text);
    };
    const renamed: string[] = [];
    return {
      place,
      approximate(how) {
        if (item.fate === 'converted') item.fate = 'approximated';
        note(how);
      },
      drop(why) {
        item.fate = 'dropped';
        item.becomes = undefined;
        note(why);
      },
      dropPart: (part, why) => {
        const known = this.items.some((one) => one.place === `${place}/${part}` && one.notes.includes(why));
        if (known) return;
        // After the thing it is a part of, and its other parts.
        let at = this.items.indexOf(item) + 1;
        while (this.items[at]?.place.startsWith(`${place}/`)) at += 1;
        this.items.splice(at, 0, {
          place: `${place}/${part}`,
          name,
          fate: 'dropped',
          notes: [why],
        });
      },
      becomes(what) {
        item.becomes = what;
      },
      rename(was, is) {
        const before = renamedTo(renamed);
        renamed.push(`${was} → ${is}`);
        item.notes = item.notes.filter((one) => one !== before);
        if (item.fate === 'converted') item.fate = 'approximated';
        note(renamedTo(renamed));
      },
    };
  }
}

const renamedTo = (renamed: readonly string[]) => `codes renamed: ${renamed.join(', ')}`;

/** The same thing, whose parts are told under a place inside it. */
export function within(item: Open, place: string): Open {
  return { ...item, dropPart: (part, why) => item.dropPart(`${place}/${part}`, why) };
}

/** The report as a table of plain text, and a last line that counts. */
export function asTable(items: readonly Item[]): string {
  const rows = items.map(({ fate, place, name, becomes, notes }) => [
    fate,
    place,
    [name, becomes && `→ ${becomes}`].filter(Boolean).join(' '),
    notes.join('; '),
  ]);
  const widths = [0, 1, 2].map((column) => Math.min(48, Math.max(...rows.map((row) => row[column]!.length))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const count = (fate: Fate) => `${items.filter((item) => item.fate === fate).length} ${fate}`;
  return [...lines, [count('converted'), count('approximated'), count('dropped')].join(', ')].join('\n');
}

/** The file cannot be read at all. */
export class Unreadable extends Error {
  /** `place` is where in the file: `line 3, column 5`. */
  constructor(
    reason: string,
    readonly place?: string,
  ) {
    super(reason);
  }
}
