import { html } from 'hono/html';
import type { OwnInActivity } from '../../contract/contributions.js';
import {
  type Idea,
  IdeaChoice,
  type IdeaPage,
  type IdeaSummary,
  type IdeaVotes,
} from '../../contract/ideas.js';
import { RING_STARTS } from '../../contract/limits.js';
import { writtenIn } from '../../domain/languages.js';
import { displayText } from '../../domain/display-text.js';
import { turnAfter } from '../../domain/turns.js';
import { text } from '../pages/platform.js';
import {
  attributes,
  button,
  type Content,
  hidden,
  notice,
  selectField,
  textArea,
  textField,
  trap,
  writtenText,
} from './controls.js';
import { CHOICES, IDEA_WORDS } from './idea-words.js';
import {
  type Again,
  attribution,
  form,
  type FormPage,
  idFor,
  mistakeAt,
  personalDataWarning,
  phaseNotice,
  privacyNotice,
  receiptPage,
  refusalNotice,
  refusalOf,
  takesPart,
  way,
  withdrawalPage,
} from './page.js';
import { newId, type VisitTo } from './visit.js';
import { counted, dateAndTime, number, textOf, wordsOf } from './words.js';

type Ideas = VisitTo<'ideas'>;

/** What became of what was sent, for the page that is drawn again. */
interface Outcome extends Again {
  /** The idea that was voted on, and what to say there. */
  voted?: { item: string; words: string; ok: boolean };
}

/** Ideas in an order that is fair: to read in full, to vote on, and to propose. */
export function ideasPage(visit: Ideas): Promise<FormPage> {
  const { doing } = visit;
  const choice = IdeaChoice.safeParse(doing);
  if (choice.success || doing === 'none') return voted(visit, choice.data ?? null);
  switch (doing) {
    case 'propose':
    case 'anyway':
      return proposed(visit);
    case 'withdraw':
    case 'withdraw-now':
      return withdrawalPage(visit);
    default:
      return shown(visit);
  }
}

const words = ({ language }: Ideas) => IDEA_WORDS[language];

async function shown(visit: Ideas, outcome: Outcome = {}): Promise<FormPage> {
  const one = visit.query.get('idea');
  return one ? oneIdea(visit, one, outcome) : list(visit, outcome);
}

async function list(visit: Ideas, outcome: Outcome): Promise<FormPage> {
  const { activity, language } = visit;
  const place = placeOf(visit);
  const [page, mine] = await Promise.all([
    visit.read<IdeaPage>(`/ideas?${new URLSearchParams(place).toString()}`),
    visit.mine(),
  ]);
  const { prompt, description } = activity;
  const lead = prompt ?? description;
  return {
    problem: outcome.refusal?.problem,
    content: html`${lead ? html`<p class="lead">${text(lead, language)}</p>` : ''} ${phaseNotice(visit)}
    ${refusalNotice(outcome.refusal, language)} ${outcome.warning ?? ''} ${attribution(visit)}
    ${activity.proposals && takesPart(visit) ? proposing(visit, outcome) : ''} ${sections(visit, place)}
    ${page.ok ? items(visit, page.value, mine, outcome, place) : notice('error', html`<p>${page.problem.title}</p>`)}`,
  };
}

/** What part of the ring of ideas is looked at; where the reader has no start yet, they are given one. */
function placeOf({ query }: Ideas): Record<string, string> {
  const { section, cursor, start } = Object.fromEntries(query);
  return {
    ...(section && { section }),
    ...(cursor && { cursor }),
    start: start ?? String(Math.floor(Math.random() * RING_STARTS)),
  };
}

/** One section, or all: by a form that asks for another state of the page, and stores nothing. */
function sections(visit: Ideas, { section = '', start }: Record<string, string>): Content {
  const { activity, address, carried, key } = visit;
  if (activity.sections.length === 0) return '';
  const own = words(visit);
  const options = sectionOptions(visit, own.allSections);
  return html`<form class="row sections" method="${carried ? 'post' : 'get'}" action="${address}">
    ${selectField({ id: 'section', label: own.section, value: section, options })}
    ${hidden({ start, form: newId(), ...(carried && { key, do: 'show' }) })}
    <button class="button secondary">${own.show}</button>
  </form>`;
}

function sectionOptions({ activity, language }: Ideas, none: string) {
  const own = activity.sections.map(({ id, label }) => ({ value: id, label: textOf(label, language) }));
  return [{ value: '', label: none }, ...own];
}

function items(
  visit: Ideas,
  page: IdeaPage,
  mine: OwnInActivity,
  outcome: Outcome,
  place: Record<string, string>,
): Content {
  const { language } = visit;
  const own = words(visit);
  const { cursor, ...first } = place;
  return html`<h2 id="liste">${page.total === 0 ? own.none : counted(page.total, language, own.count)}</h2>
    <ul class="items">
      ${page.items.map(
        (idea) =>
          html`<li class="item">
            <h3 ${attributes({ lang: idea.title === null ? undefined : writtenIn(visit.consultation) })}>
              ${idea.title === null ? removed(visit, idea) : writtenText(idea.title)}
            </h3>
            ${ideaItem(visit, idea, mine, outcome, place)}
          </li>`,
      )}
    </ul>
    <p class="row">
      ${page.next ? way(visit, { ...first, cursor: page.next }, wordsOf(language).nextPage) : ''}
      ${cursor ? way(visit, first, wordsOf(language).previousPage) : ''}
    </p>`;
}

async function oneIdea(visit: Ideas, id: string, outcome: Outcome): Promise<FormPage> {
  const { language, query } = visit;
  const { idea: _, ...place } = Object.fromEntries(query);
  const back = html`<p>${way(visit, place, words(visit).back)}</p>`;
  const [idea, mine] = await Promise.all([
    visit.read<Idea>(`/ideas/${encodeURIComponent(id)}`),
    visit.mine(),
  ]);
  if (!idea.ok) {
    const { problem } = idea;
    return { problem, content: html`${notice('error', html`<p>${problem.title}</p>`)}${back}` };
  }
  return {
    title: idea.value.title === null ? removed(visit, idea.value) : displayText(idea.value.title),
    problem: outcome.refusal?.problem,
    content: html`${back} ${phaseNotice(visit)} ${refusalNotice(outcome.refusal, language)}
    ${attribution(visit)} ${ideaItem(visit, idea.value, mine, outcome, place)}
    ${takesPart(visit) ? privacyNotice(visit) : ''}`,
  };
}

const removed = (visit: Ideas, { state }: IdeaSummary) =>
  state === 'withdrawn' ? words(visit).withdrawn : words(visit).hidden;

/** An idea below its heading: who, when, its text whole or its beginning, and the vote. */
function ideaItem(
  visit: Ideas,
  idea: IdeaSummary | Idea,
  mine: OwnInActivity,
  outcome: Outcome,
  place: Record<string, string>,
): Content {
  const { activity, language } = visit;
  const section = activity.sections.find(({ id }) => id === idea.section);
  const author = mine.own.includes(idea.id)
    ? wordsOf(language).you
    : wordsOf(language).anonymous(idea.author);
  const voted = outcome.voted?.item === idea.id ? outcome.voted : undefined;
  const whole = 'body' in idea;
  const body = writtenText((whole ? idea.body : idea.excerpt) ?? '');
  return html`<p class="muted">
      ${section ? html`${text(section.label, language)} · ` : ''}${author} ·
      <time datetime="${idea.acceptedAt}">${dateAndTime(idea.acceptedAt, language)}</time>
    </p>
    ${
      idea.title === null
        ? ''
        : html`<div class="prose" lang="${writtenIn(visit.consultation)}">${body}</div>
            ${
              idea.more && !whole
                ? way(
                    visit,
                    { ...place, idea: idea.id },
                    html`${words(visit).whole}<span class="visually-hidden">
                        – ${displayText(idea.title)}</span
                      >`,
                  )
                : ''
            }
            ${voted ? notice(voted.ok ? 'success' : 'error', html`<p>${voted.words}</p>`) : ''}
            ${votes(visit, idea, mine)}`
    }`;
}

function votes(visit: Ideas, idea: IdeaSummary, mine: OwnInActivity): Content {
  const { language, now } = visit;
  const own = words(visit);
  const ballot = mine.ballots.find(({ item }) => item === idea.id);
  const counts = idea.votes ?? (ballot?.choice ? (ballot.votes as IdeaVotes | null) : null);
  const label = (choice: IdeaChoice) =>
    html`${own[choice]}${counts ? html` ${number(counts[choice], language)}` : ''}`;
  const said = html`<p class="muted">${countsWords(visit, idea, counts, Boolean(ballot?.choice))}</p>`;
  if (!takesPart(visit)) {
    return html`${counts ? html`<p>${CHOICES.map((choice) => html`${label(choice)} `)}</p>` : ''}${said}`;
  }
  return html`${form(
    visit,
    { item: idea.id, turn: String(turnAfter(ballot?.turn, now)) },
    html`<div class="row" role="group" aria-label="${own.votes(displayText(idea.title ?? ''))}">
      ${CHOICES.map(
        (choice) =>
          html`<button
            class="button secondary compact"
            name="do"
            value="${choice}"
            ${attributes({ 'aria-pressed': ballot ? String(ballot.choice === choice) : undefined })}
          >
            ${label(choice)}
          </button>`,
      )}
      ${ballot?.choice ? button(own.unvote, 'none', 'link') : ''}
    </div>`,
  )}${said}`;
}

function countsWords(visit: Ideas, idea: IdeaSummary, counts: IdeaVotes | null, hasVoted: boolean): string {
  const { language, activity } = visit;
  const own = words(visit);
  const sum = (votes: IdeaVotes) => votes.for + votes.against + votes.mixed;
  if (counts) {
    const carried = idea.carried ? `, ${own.carried(number(sum(idea.carried), language))}` : '';
    return counted(sum(counts), language, own.total) + carried;
  }
  if (activity.counts === 'after-closing') return own.afterClosing;
  return hasVoted ? '' : own.afterVote;
}

async function voted(visit: Ideas, choice: IdeaChoice | null): Promise<FormPage> {
  const { activity, language } = visit;
  const item = visit.entered('item');
  const answer = await visit.write(`/activities/${activity.id}/ideas/${encodeURIComponent(item)}/ballot`, {
    choice,
    turn: Number(visit.entered('turn')),
  });
  if (!answer.ok) {
    const { problem } = answer;
    const said = problem.code === 'conflict' ? wordsOf(language).late : problem.title;
    return { ...(await shown(visit, { voted: { item, words: said, ok: false } })), problem };
  }
  const said = choice ? words(visit).voteStored(words(visit)[choice]) : wordsOf(language).voteWithdrawn;
  return shown(visit, { voted: { item, words: said, ok: true } });
}

function proposing(visit: Ideas, { refusal, warning }: Outcome): Content {
  const { activity, language } = visit;
  const own = words(visit);
  const again = Boolean(refusal ?? warning);
  const options = sectionOptions(visit, own.noSection);
  const fields = html`${textField({
      id: 'title',
      label: own.yourTitle,
      value: visit.entered('title'),
      error: mistakeAt(refusal, 'title'),
      required: true,
      language,
    })}
    ${
      options.length > 1
        ? selectField({ id: 'in', label: own.section, value: visit.entered('in'), options })
        : ''
    }
    ${textArea({
      id: 'body',
      label: own.yourIdea,
      hint: own.public,
      value: visit.entered('body'),
      maxLength: activity.maxLength,
      error: mistakeAt(refusal, 'body'),
      required: true,
      rows: 8,
      language,
    })}
    ${privacyNotice(visit)} ${trap(language)}
    <div class="row">
      ${button(own.send, 'propose')}
      ${warning ? button(wordsOf(language).anyway, 'anyway', 'button secondary') : ''}
    </div>`;
  return html`<details class="item" id="proposer" ${attributes({ open: again })}>
    <summary>${own.propose}</summary>
    ${form(visit, { id: idFor(visit, { refusal, warning }) }, fields)}
  </details>`;
}

/** As the contract takes them. */
const TITLE_LENGTH = 200;

async function proposed(visit: Ideas): Promise<FormPage> {
  const { activity, language } = visit;
  const own = words(visit);
  const [title, body] = [visit.entered('title').trim(), visit.entered('body')];
  const warning = visit.doing === 'anyway' ? '' : personalDataWarning([title, body], language);
  if (warning) return shown(visit, { warning });
  const path = `/activities/${activity.id}/ideas/${encodeURIComponent(visit.entered('id'))}`;
  const answer = await visit.write(path, { title, body, section: visit.entered('in') || undefined });
  if (!answer.ok) {
    const refusal = refusalOf(answer.problem, (pointer, code) => {
      const isTitle = pointer === '/title';
      if (code === 'empty') return isTitle ? own.noTitle : own.noBody;
      const most = isTitle ? TITLE_LENGTH : activity.maxLength;
      return code === 'too-long' ? wordsOf(language).tooLong(number(most, language)) : undefined;
    });
    return shown(visit, { refusal });
  }
  return receiptPage(visit, {
    receipt: answer.value,
    title: own.published,
    sent: html`<div class="item">
      <h3>${writtenText(title)}</h3>
      <div class="prose">${writtenText(body)}</div>
    </div>`,
    next: html`<p>${way(visit, {}, own.back)}</p>`,
  });
}
