import { html } from 'hono/html';
import {
  Alignment,
  type Comment,
  type CommentChoice,
  type CommentContext,
  type CommentPage,
  ReportReason,
} from '../../contract/comments.js';
import { LONGEST_REPORT, MAX_DEPTH, SHOWS_NOTHING } from '../../contract/limits.js';
import type { LocalizedText } from '../../contract/text.js';
import type { OwnContribution, OwnInActivity, Receipt } from '../../contract/contributions.js';
import { choicesOf, COUNTED } from '../../domain/comment-votes.js';
import { writtenIn } from '../../domain/languages.js';
import { displayText } from '../../domain/display-text.js';
import { beginningOf } from '../../domain/folding.js';
import { policyOf, votesArePublic, votesAreTheirs } from '../../domain/threads.js';
import { turnAfter } from '../../domain/turns.js';
import { moderationLink, text } from '../pages/platform.js';
import { appealSection, decisionWords } from './comment-appeal.js';
import { isNarrowed, listTitle, queryOf, type Reading, readingOf, searchForm } from './comment-search.js';
import { COMMENT_WORDS, type CommentWords } from './comment-words.js';
import {
  attributes,
  button,
  choiceGroup,
  type Content,
  hidden,
  notice,
  textArea,
  trap,
  writtenText,
} from './controls.js';
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
  type Refusal,
  refusalNotice,
  refusalOf,
  takesPart,
  way,
  withdrawalPage,
} from './page.js';
import type { VisitTo } from './visit.js';
import { counted, dateAndTime, number, wordsOf } from './words.js';

type Thread = VisitTo<'comments'>;

/** What became of what was sent, for the page that is drawn again. */
interface Outcome extends Again {
  /** The comment that was voted on, and what to say there. */
  voted?: { item: string; words: string; ok: boolean };
}

/** A thread: to read, to write to, to answer in, to vote in and to report from. */
export function commentsPage(visit: Thread): Promise<FormPage> {
  switch (visit.doing) {
    case 'write':
    case 'anyway':
      return written(visit);
    case 'up':
    case 'down':
    case 'agree':
    case 'disagree':
    case 'pass':
    case 'none':
      return voted(visit, visit.doing);
    case 'receipt':
      return fate(visit);
    case 'appeal':
      return appealed(visit);
    case 'report':
      return reported(visit);
    case 'withdraw':
    case 'withdraw-now':
      return withdrawalPage(visit);
    default:
      return shown(visit);
  }
}

const words = ({ language }: Thread): CommentWords => COMMENT_WORDS[language];

async function shown(visit: Thread, outcome: Outcome = {}): Promise<FormPage> {
  const { query } = visit;
  const permalink = query.get('comment');
  if (permalink) return inContext(visit, permalink, outcome);
  const one = query.get('reply') ?? query.get('report');
  return one ? oneComment(visit, one, outcome) : list(visit, outcome);
}

async function list(visit: Thread, outcome: Outcome): Promise<FormPage> {
  const { activity, language, query } = visit;
  const reading = readingOf(visit);
  const cursor = query.get('cursor');
  const asked = new URLSearchParams({ ...reading, ...(cursor && { cursor }) });
  const [page, mine] = await Promise.all([
    visit.read<CommentPage>(`/comments?${asked.toString()}`),
    visit.mine(),
  ]);
  const { prompt, description } = activity;
  const lead = prompt ?? description;
  return {
    problem: outcome.refusal?.problem,
    content: html`${lead ? html`<p class="lead">${text(lead, language)}</p>` : ''} ${phaseNotice(visit)}
    ${refusalNotice(outcome.refusal, language)} ${outcome.warning ?? ''} ${attribution(visit)}
    ${takesPart(visit) ? writing(visit, outcome) : ''}
    ${page.ok ? items(visit, page.value, mine, outcome, reading) : notice('error', page.problem.title)}
    ${moderationLink(visit.consultation.slug, language)}`,
  };
}

function items(
  visit: Thread,
  page: CommentPage,
  mine: OwnInActivity,
  outcome: Outcome,
  reading: Reading,
): Content {
  const { language, query: here } = visit;
  const query = queryOf(reading);
  return html`${page.total > 1 || isNarrowed(reading) ? searchForm(visit, reading) : ''}
    ${listTitle(visit, page, reading)} ${withheld(visit)}
    <ul class="items">
      ${page.items.map((comment) => html`<li class="item">${commentItem(visit, comment, mine, outcome, 'h3')}</li>`)}
    </ul>
    <p class="row">
      ${page.next ? way(visit, { ...query, cursor: page.next }, wordsOf(language).nextPage) : ''}
      ${here.get('cursor') ? way(visit, query, wordsOf(language).previousPage) : ''}
    </p>`;
}

/** When the counts of votes are shown, where they are not yet. */
function withheld(visit: Thread): Content {
  const { activity, phase } = visit;
  if (!activity.votes || votesArePublic(activity, phase)) return '';
  const own = words(visit);
  return html`<p class="muted">${votesAreTheirs(activity, phase) ? own.afterVote : own.afterClosing}</p>`;
}

/** A comment at its permalink, with what it answers. */
async function inContext(visit: Thread, id: string, outcome: Outcome): Promise<FormPage> {
  const own = words(visit);
  const [context, mine] = await Promise.all([
    visit.read<CommentContext>(`/comments/${encodeURIComponent(id)}/context`),
    visit.mine(),
  ]);
  if (!context.ok) {
    const { problem } = context;
    const missing = problem.status === 404;
    const page = await list(visit, outcome);
    return {
      problem: missing ? undefined : problem,
      content: html`${notice('error', html`<p>${missing ? own.nowhere : problem.title}</p>`)} ${page.content}`,
    };
  }
  const { ancestors, comment } = context.value;
  return {
    title: own.one,
    content: html`<p>${way(visit, {}, own.all)}</p>
      ${phaseNotice(visit)}
      <ul class="items">
        ${ancestors.map((one) => html`<li class="item">${commentItem(visit, one, mine, outcome, 'h3')}</li>`)}
        <li class="item" id="cq-${comment.id}" aria-current="true">
          ${commentItem(visit, comment, mine, outcome, 'h2')}
        </li>
      </ul>`,
  };
}

async function oneComment(visit: Thread, id: string, outcome: Outcome): Promise<FormPage> {
  const { language, query } = visit;
  const own = words(visit);
  const [comment, replies, mine] = await Promise.all([
    visit.read<Comment>(`/comments/${encodeURIComponent(id)}`),
    visit.read<CommentPage>(`/comments?${repliesOf(id, query.get('cursor')).toString()}`),
    visit.mine(),
  ]);
  const back = html`<p>${way(visit, {}, own.back)}</p>`;
  if (!comment.ok || !replies.ok) {
    const problem = comment.ok ? undefined : comment.problem;
    const why = outcome.refusal
      ? refusalNotice(outcome.refusal, language)
      : notice('error', html`<p>${problem?.title}</p>`);
    return {
      problem: outcome.refusal?.problem ?? problem,
      content: html`${why}${back} ${outcome.warning ?? ''} ${writtenAnyway(visit, outcome)}`,
    };
  }
  const reporting = query.get('report') !== null;
  const canReply = visit.activity.replies && comment.value.depth < MAX_DEPTH && comment.value.body !== null;
  const below = reporting
    ? report(visit, id, outcome)
    : canReply
      ? writing(visit, outcome, id)
      : writtenAnyway(visit, outcome);
  const answers =
    reporting || replies.value.total === 0
      ? ''
      : html`<h2>${counted(replies.value.total, language, own.answers)}</h2>
          <ul class="items">
            ${replies.value.items.map(
              (reply) => html`<li class="item">${commentItem(visit, reply, mine, outcome, 'h3')}</li>`,
            )}
          </ul>
          ${
            replies.value.next
              ? way(visit, { reply: id, cursor: replies.value.next }, wordsOf(language).nextPage)
              : ''
          }`;
  return {
    title: reporting ? own.reportTitle : canReply ? own.replyTitle : own.one,
    problem: outcome.refusal?.problem,
    content: html`${back} ${phaseNotice(visit)} ${refusalNotice(outcome.refusal, language)}
      ${outcome.warning ?? ''}
      <div class="item">${commentItem(visit, comment.value, mine, outcome, 'h2', id)}</div>
      ${takesPart(visit) ? below : ''} ${answers}`,
  };
}

/** The form of a new comment, with what was written in answer to one that takes no answers any more. */
function writtenAnyway(visit: Thread, outcome: Outcome): Content {
  return (outcome.refusal ?? outcome.warning) && visit.entered('body') ? writing(visit, outcome) : '';
}

function repliesOf(parent: string, cursor: string | null): URLSearchParams {
  return new URLSearchParams({ sort: 'oldest', parent, ...(cursor && { cursor }) });
}

/** One comment, with what can be done with it; `alone` is the one that the page is about. */
function commentItem(
  visit: Thread,
  comment: Comment,
  mine: OwnInActivity,
  outcome: Outcome,
  heading: 'h2' | 'h3',
  alone = '',
): Content {
  const { language, activity } = visit;
  const own = words(visit);
  const { author, alignment, subject, acceptedAt } = comment;
  const isOwn = mine.own.includes(comment.id);
  const name = isOwn ? wordsOf(language).you : wordsOf(language).anonymous(author);
  const title = html`${name}${alignment ? html` <span class="muted">(${own[alignment]})</span>` : ''}`;
  const canReply = activity.replies && comment.depth < MAX_DEPTH && comment.body !== null;
  const open = takesPart(visit);
  const voted = outcome.voted?.item === comment.id ? outcome.voted : undefined;
  return html`${heading === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
    <p class="muted">
      ${way(visit, { comment: comment.id }, html`<time datetime="${acceptedAt}">${dateAndTime(acceptedAt, language)}</time>`)}
    </p>
    ${subject ? html`<p class="muted">${own.about} ${displayText(subject.title)}</p>` : ''}
    ${
      comment.body === null
        ? html`<p class="muted">
            ${comment.state === 'withdrawn' ? own.withdrawn : hiddenWords(visit, comment)}
          </p>`
        : foldedProse(visit, comment.body, name, heading === 'h2')
    }
    ${officialWords(visit, comment)}
    ${voted ? notice(voted.ok ? 'success' : 'error', html`<p>${voted.words}</p>`) : ''}
    ${comment.body !== null && activity.votes ? votes(visit, comment, mine) : ''}
    <div class="row">
      ${
        alone !== comment.id && (comment.replies > 0 || (canReply && open))
          ? way(
              visit,
              { reply: comment.id },
              html`${comment.replies > 0 ? counted(comment.replies, language, own.answers) : own.reply}<span
                  class="visually-hidden"
                >
                  – ${name}</span
                >`,
            )
          : ''
      }
      ${reportWay(visit, comment, mine, alone, name)} ${isOwn ? fateWay(visit, comment) : ''}
    </div>`;
}

/** The way to what became of one's own comment, which a moderator may have hidden since. */
function fateWay(visit: Thread, { id }: Comment): Content {
  return form(visit, { id }, button(words(visit).fate, 'receipt', 'link'));
}

function reportWay(
  visit: Thread,
  { id, body }: Comment,
  mine: OwnInActivity,
  alone: string,
  name: string,
): Content {
  const own = words(visit);
  if (body === null || mine.own.includes(id) || !takesPart(visit)) return '';
  if (mine.reported.includes(id)) return html`<span class="muted">${own.reported}</span>`;
  if (alone === id && visit.query.get('report')) return '';
  return way(visit, { report: id }, html`${own.report}<span class="visually-hidden"> – ${name}</span>`);
}

function votes(visit: Thread, comment: Comment, mine: OwnInActivity): Content {
  const { language, now, activity } = visit;
  const own = words(visit);
  const ballot = mine.ballots.find(({ item }) => item === comment.id);
  // What voting gave a right to see.
  const earned = ballot?.choice && ballot.votes && 'up' in ballot.votes ? ballot.votes : null;
  const counts = comment.votes ?? earned;
  const choices = choicesOf(activity);
  const count = (choice: CommentChoice) =>
    html`${own[choice]} ${counts ? number(counts[COUNTED[choice]] ?? 0, language) : ''}`;
  if (!takesPart(visit)) {
    if (!counts) return '';
    return html`<p class="muted">
      ${choices.map((choice, index) => html`${index > 0 ? ' · ' : ''}${count(choice)}`)}
    </p>`;
  }
  const vote = (which: CommentChoice) =>
    html`<button
      class="button secondary compact"
      name="do"
      value="${which}"
      ${attributes({ 'aria-pressed': ballot ? String(ballot.choice === which) : undefined })}
    >
      ${count(which)}
    </button>`;
  return form(
    visit,
    { item: comment.id, turn: String(turnAfter(ballot?.turn, now)) },
    html`<div class="row" role="group" aria-label="${own.votes}">
      ${choices.map(vote)} ${ballot?.choice ? button(own.unvote, 'none', 'link') : ''}
    </div>`,
  );
}

async function voted(visit: Thread, doing: CommentChoice | 'none'): Promise<FormPage> {
  const { language, activity } = visit;
  const item = visit.entered('item');
  const answer = await visit.write(`/activities/${activity.id}/comments/${encodeURIComponent(item)}/ballot`, {
    choice: doing === 'none' ? null : doing,
    turn: Number(visit.entered('turn')),
  });
  if (!answer.ok) {
    const { problem } = answer;
    const said = problem.code === 'conflict' ? wordsOf(language).late : problem.title;
    const page = await shown(visit, { voted: { item, words: said, ok: false } });
    return { ...page, problem };
  }
  const said =
    doing === 'none' ? wordsOf(language).voteWithdrawn : words(visit).voteStored(words(visit)[doing]);
  return shown(visit, { voted: { item, words: said, ok: true } });
}

/** The form of a comment, or of the answer to one. */
function writing(visit: Thread, { refusal, warning }: Outcome, parent?: string): Content {
  const { activity, language } = visit;
  const own = words(visit);
  const again = Boolean(refusal ?? warning);
  const fields = html`${textArea({
      id: 'body',
      label: parent ? own.yourReply : own.yourComment,
      hint: parent ? own.publicReply : own.public,
      value: visit.entered('body'),
      maxLength: activity.maxLength,
      error: mistakeAt(refusal, 'body'),
      required: true,
      language,
    })}
    ${
      activity.alignment
        ? choiceGroup({
            id: 'alignment',
            label: own.position,
            options: [
              ...Alignment.options.map((value) => ({ value, label: own[value] })),
              { value: '', label: own.noPosition },
            ],
            selected: [visit.entered('alignment')],
            error: mistakeAt(refusal, 'alignment'),
            language,
          })
        : ''
    }
    ${privacyNotice(visit)} ${trap(language)}
    <div class="row">
      ${button(own.publish, 'write')}
      ${warning ? button(wordsOf(language).anyway, 'anyway', 'button secondary') : ''}
    </div>`;
  const whole = form(visit, { id: idFor(visit, { refusal, warning }), parent }, fields);
  if (parent)
    return html`<h2 id="ecrire">${own.yourReply}</h2>
      ${whole}`;
  return html`<details class="item" id="ecrire" ${attributes({ open: again })}>
    <summary>${own.write}</summary>
    ${whole}
  </details>`;
}

async function written(visit: Thread): Promise<FormPage> {
  const { activity, language } = visit;
  const own = words(visit);
  const [body, parent] = [visit.entered('body'), visit.entered('parent')];
  const warning = visit.doing === 'anyway' ? '' : personalDataWarning([body], language);
  if (warning) return shown(visit, { warning });
  const path = `/activities/${activity.id}/comments/${encodeURIComponent(visit.entered('id'))}`;
  const alignment = visit.entered('alignment') || undefined;
  const answer = await visit.write(path, { body, alignment, parent: parent || undefined });
  if (!answer.ok) {
    const refusal = refusalOf(answer.problem, (_, code) => {
      if (code === 'empty') return own.empty;
      return code === 'too-long'
        ? wordsOf(language).tooLong(number(activity.maxLength, language))
        : undefined;
    });
    return shown(visit, { refusal });
  }
  return receipt(visit, answer.value, body, parent);
}

/** What became of a comment since it was sent: its receipt, once more. */
async function fate(visit: Thread, refusal?: Refusal): Promise<FormPage> {
  const item = (await visit.contributions()).find(({ id }) => id === visit.entered('id'));
  if (!item || item.kind !== 'comment') return shown(visit);
  const { body, parent } = (item.content ?? {}) as { body?: string; parent?: string | null };
  return receipt(visit, item, body ?? '', parent ?? '', { item, refusal });
}

/** Asks moderators to look at their decision again, and shows the receipt with what became of that. */
async function appealed(visit: Thread): Promise<FormPage> {
  const [id, decision] = [visit.entered('id'), visit.entered('decision')];
  const path = `/activities/${visit.activity.id}/comments/${encodeURIComponent(id)}/appeal`;
  const answer = await visit.write(path, {
    text: visit.entered('text'),
    decision: decision || undefined,
  });
  if (answer.ok) return fate(visit);
  const own = words(visit);
  return fate(
    visit,
    refusalOf(answer.problem, (_, code) => (code === 'empty' ? own.appealEmpty : undefined)),
  );
}

/** Proof that the backend has a comment; sent or looked at again later, with what became of it since. */
async function receipt(
  visit: Thread,
  given: Pick<Receipt, 'id' | 'acceptedAt'>,
  body: string,
  parent: string,
  known: { item?: OwnContribution; refusal?: Refusal | undefined } = {},
): Promise<FormPage> {
  const own = words(visit);
  const item = known.item ?? (await visit.contributions()).find(({ id }) => id === given.id);
  const became: Record<OwnContribution['state'], string> = {
    published: item?.decision?.action === 'merge' ? own.merged : own.published,
    pending: own.pending,
    hidden: own.ownHidden,
    withdrawn: own.withdrawn,
  };
  const back = way(visit, parent ? { reply: parent } : {}, own.back);
  const page = receiptPage(visit, {
    receipt: given,
    title: became[item?.state ?? 'published'],
    content: item ? fateWords(visit, item) : '',
    sent: html`<div class="prose item">${prose(visit, body)}</div>
      ${item ? html`${officialWords(visit, item)} ${appealSection(visit, item, known.refusal)}` : ''}`,
    next: html`${form(visit, { id: given.id }, button(own.fate, 'receipt', 'link'))}
      <p>${back}</p>`,
  });
  return { ...page, problem: known.refusal?.problem };
}

/**
 * A comment's text, the rest of it folded where it is long: shown where the page is about it, or about words that may
 * stand there. `name` is whose it is, for those who hear the control alone.
 */
function foldedProse(visit: Thread, body: string, name: Content, whole: boolean): Content {
  const own = words(visit);
  const lang = writtenIn(visit.consultation);
  const beginning = beginningOf(body);
  const rest = body.slice(beginning.length);
  if (!rest) return html`<div class="prose" lang="${lang}">${prose(visit, body)}</div>`;
  // An address that is cut leads nowhere.
  const links = /^\s/.test(rest);
  const open = whole || Boolean(visit.query.get('q'));
  // Line ends show in these texts: none stands around them.
  const shown = html`${prose(visit, beginning, links)}<span class="more">…</span>`;
  return html`<div class="prose" lang="${lang}">${shown}</div>
    <details class="fold" ${attributes({ open })}>
      <summary>
        <span class="more">${own.readOn}</span><span class="less">${own.readLess}</span
        ><span class="visually-hidden"> – ${name}</span>
      </summary>
      <div class="prose" lang="${lang}">${prose(visit, rest.trimStart())}</div>
    </details>`;
}

/** A comment's text, with the links that the definition allows. */
function prose(visit: Thread, body: string, links = true): Content {
  return writtenText(body, {
    links: links && visit.activity.links,
    origins: [visit.origin, ...visit.consultation.body.origins],
    wayTo: (comment, label) => way(visit, { comment }, label),
  });
}

/** Why moderators decided as they did of one's own comment, and that the public body answered it or took it into account. */
function fateWords(visit: Thread, item: OwnContribution): Content {
  const { officialAnswers = [], considered } = item;
  const own = words(visit);
  return html`${decisionWords(visit, item)}
  ${officialAnswers.length > 0 ? html`<p><strong>${own.wasAnswered}</strong></p>` : ''}
  ${considered ? html`<p><strong>${own.wasConsidered}</strong></p>` : ''}`;
}

/** What the public body answered, and what changed because of a comment, in its own name. */
function officialWords(
  { language, consultation }: Thread,
  { officialAnswers = [], considered }: Pick<Comment, 'officialAnswers' | 'considered'>,
): Content {
  const own = COMMENT_WORDS[language];
  const inFrame = (title: Content, words: LocalizedText) =>
    html`<div class="notice">
      <p><strong>${title}</strong></p>
      <div class="prose">${text(words, language)}</div>
    </div>`;
  const by = html`${own.official} ${text(consultation.body.name, language)}`;
  return html`${officialAnswers.map(({ body }) => inFrame(by, body))}
  ${considered ? inFrame(html`${own.considered}`, considered.text) : ''}`;
}

/** That moderators took a comment out of sight, and why, as the policy says it. */
function hiddenWords({ activity, language }: Thread, { hiddenFor }: Comment): Content {
  const own = COMMENT_WORDS[language];
  const reason = policyOf(activity).find(({ id }) => id === hiddenFor);
  if (!reason) return html`${own.hidden}`;
  const label = text(reason.label, language);
  const inside = typeof label === 'string' ? `${label[0]!.toLowerCase()}${label.slice(1)}` : label;
  return html`${own.hiddenFor} ${inside}.`;
}

function report(visit: Thread, comment: string, { refusal }: Outcome): Content {
  const own = words(visit);
  const fields = html`${hidden({ item: comment })}
    ${choiceGroup({
      id: 'reason',
      label: own.why,
      hint: own.whyHint,
      options: ReportReason.options.map((value) => ({ value, label: own.reasons[value] })),
      selected: [visit.entered('reason')],
      error: mistakeAt(refusal, 'reason'),
      required: true,
      language: visit.language,
    })}
    ${textArea({
      id: 'text',
      label: own.otherWhy,
      value: visit.doing === 'report' ? visit.entered('text') : '',
      maxLength: LONGEST_REPORT,
      rows: 3,
      error: mistakeAt(refusal, 'text'),
      language: visit.language,
    })}
    <div class="row">${button(own.sendReport, 'report')}</div>`;
  return form(visit, {}, fields);
}

async function reported(visit: Thread): Promise<FormPage> {
  const own = words(visit);
  const path = `/activities/${visit.activity.id}/comments/${encodeURIComponent(visit.entered('item'))}/report`;
  const [reason, text] = [visit.entered('reason'), visit.entered('text')];
  const answer = await visit.write(path, { reason, ...(!SHOWS_NOTHING.test(text) && { text }) });
  if (answer.ok) {
    const back = html`<p>${way(visit, {}, own.back)}</p>`;
    return {
      title: own.reportTitle,
      content: html`${notice('success', html`<p>${own.reportStored}</p>`)}${back}`,
    };
  }
  // No reason chosen is, to the contract, a value that it does not know; a long text is none that it reads.
  const unreadable = answer.problem.code === 'malformed-request' && (!reason || text.length > LONGEST_REPORT);
  const problem = unreadable
    ? { ...answer.problem, code: 'invalid-answers' as const, status: 422 }
    : answer.problem;
  return shown(visit, {
    refusal: refusalOf(problem, (pointer, code) => {
      if (pointer === '/text') return code === 'required' ? own.noWords : undefined;
      return code === 'own-comment' ? undefined : own.noReason;
    }),
  });
}
