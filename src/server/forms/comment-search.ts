import { html } from 'hono/html';
import { Alignment, CommentFilter, type CommentPage, CommentSort } from '../../contract/comments.js';
import { votesArePublic } from '../../domain/threads.js';
import { COMMENT_WORDS } from './comment-words.js';
import { attributes, type Content, hidden, selectField, textField } from './controls.js';
import { way } from './page.js';
import { newId, type VisitTo } from './visit.js';
import { counted, number } from './words.js';

type Thread = VisitTo<'comments'>;

/** How a thread is read: in what order, and what narrows it. What is not asked for is not there. */
export interface Reading {
  sort?: CommentSort | undefined;
  alignment?: Alignment | undefined;
  official?: 'true' | undefined;
  q?: string | undefined;
}

/** The most recent comes first, unless told. */
const USUAL: CommentSort = 'recent';

/** How the page's address asks to read; what this thread does not offer, or nobody can mean, is left out. */
export function readingOf(visit: Thread): Reading {
  const { query, activity } = visit;
  const sort = sortsOf(visit).find((one) => one === query.get('sort'));
  return given({
    sort: sort === USUAL ? undefined : sort,
    alignment: activity.alignment ? Alignment.safeParse(query.get('position')).data : undefined,
    official: CommentFilter.shape.official.safeParse(query.get('official')).data,
    q: CommentFilter.shape.q.safeParse(query.get('q') ?? undefined).data,
  });
}

/** What an address says to be read so; the form to write has a field of that other name already. */
export function queryOf({ alignment, ...reading }: Reading): Record<string, string | undefined> {
  return { ...reading, position: alignment };
}

function given(reading: Reading): Reading {
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
}

/** The orders that this thread offers: not by votes that are withheld, nor by positions that nobody takes. */
function sortsOf({ activity, phase }: Thread): CommentSort[] {
  return CommentSort.options.filter(
    (sort) =>
      (sort !== 'rated' || (activity.votes && votesArePublic(activity, phase))) &&
      (sort !== 'balanced' || activity.alignment),
  );
}

/** A search, an order and what narrows the list: a form that asks for another state of the page, and stores nothing. */
export function searchForm(visit: Thread, reading: Reading): Content {
  const { activity, address, carried, key, language } = visit;
  const own = COMMENT_WORDS[language];
  const { sort = USUAL, alignment = '', official, q = '' } = reading;
  return html`<details class="item" ${attributes({ open: Object.keys(reading).length > 0 })}>
    <summary>${own.search}</summary>
    <form class="stack" role="search" method="${carried ? 'post' : 'get'}" action="${address}#liste">
      ${textField({ id: 'q', label: own.searchFor, hint: own.searchHint, value: q, language })}
      ${selectField({
        id: 'sort',
        label: own.order,
        value: sort,
        options: sortsOf(visit).map((value) => ({ value, label: own[value] })),
      })}
      ${
        activity.alignment
          ? selectField({
              id: 'position',
              label: own.byPosition,
              value: alignment,
              options: [
                { value: '', label: own.anyPosition },
                ...Alignment.options.map((value) => ({ value, label: own[value] })),
              ],
            })
          : ''
      }
      <label class="choice">
        <input
          type="checkbox"
          name="official"
          value="true"
          ${attributes({ checked: official !== undefined })}
        />
        ${own.officialOnly}
      </label>
      ${hidden({ form: newId(), ...(carried && { key, do: 'show' }) })}
      <button class="button secondary">${own.show}</button>
    </form>
  </details>`;
}

/** How many comments a list has, or how many were found in it, with the way back to all. */
export function listTitle(visit: Thread, page: CommentPage, reading: Reading): Content {
  const own = COMMENT_WORDS[visit.language];
  if (!isNarrowed(reading)) return html`<h2 id="liste">${summary(visit, page)}</h2>`;
  return html`<h2 id="liste">${foundWords(visit, page, reading)}</h2>
    <p>${way(visit, {}, own.all)}</p>`;
}

/** How many comments there are, and how many take each position. */
function summary(visit: Thread, { total, positions }: CommentPage): string {
  const { language, activity } = visit;
  const own = COMMENT_WORDS[language];
  if (total === 0) return own.none;
  const all = counted(total, language, own.count);
  if (!activity.alignment || !positions) return all;
  const taken = Alignment.options.map((position) => positions[position]);
  if (taken.every((count) => count === 0)) return all;
  const [pour, neutral, against] = taken.map((count) => number(count, language));
  const rest = total - taken.reduce((sum, count) => sum + count, 0);
  const none = rest > 0 ? `, ${number(rest, language)} ${own.without}` : '';
  return `${all}, ${own.positions(pour!, neutral!, against!)}${none}`;
}

/** Whether a list leaves something out. */
export function isNarrowed({ alignment, official, q }: Reading): boolean {
  return Boolean(alignment ?? official ?? q);
}

function foundWords(
  { language }: Thread,
  { items, found, positions }: CommentPage,
  reading: Reading,
): string {
  const own = COMMENT_WORDS[language];
  if (items.length === 0) return own.noneFound;
  if (found?.more) return own.foundMore(number(found.count, language));
  const count = found?.count ?? (reading.alignment && positions?.[reading.alignment]);
  return count === undefined ? own.foundOn : counted(count, language, own.found);
}
