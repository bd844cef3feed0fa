/** One page of a list, as the wire gives it. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
  total: number;
}

/** A list read by pages. Nothing of it moves by itself: what others add waits until the reader asks for it. */
export class PagedList<Item extends { id: string }> {
  items: Item[] = [];
  /** How many of them the reader has put first since. */
  added = 0;
  next: string | null = null;
  /** How many items there were when the reader last asked, and their own since. */
  total = 0;
  protected there = 0;

  /** How many items others have added since. */
  get fresh(): number {
    return Math.max(0, this.there - this.total);
  }

  /** Begins again from a first page. */
  take({ items, next, total }: Page<Item>): void {
    Object.assign(this, { items, next, total, there: total, added: 0 });
  }

  /** Adds a further page; gives the first item that was not there yet. */
  append({ items, next }: Page<Item>): Item | undefined {
    const added = items.filter(({ id }) => !this.has(id));
    this.items = [...this.items, ...added];
    this.next = next;
    return added[0];
  }

  /** Puts what the reader has just given first, once. */
  prepend(item: Item): void {
    if (this.has(item.id)) return;
    this.items = [item, ...this.items];
    this.total += 1;
    this.added += 1;
  }

  replace(id: string, change: (item: Item) => Item): void {
    this.items = this.items.map((item) => (item.id === id ? change(item) : item));
  }

  /** Brings what is shown up to date from a page that was asked for again, where it stands. */
  refresh({ items, total }: Page<Item>, merge: (known: Item, now: Item) => Item): void {
    for (const now of items) this.replace(now.id, (known) => merge(known, now));
    this.there = total;
  }

  private has(id: string): boolean {
    return this.items.some((item) => item.id === id);
  }
}
