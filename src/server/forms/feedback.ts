import { html } from 'hono/html';
import type { Receipt } from '../../contract/contributions.js';
import { Verdict } from '../../contract/feedback.js';
import { text } from '../pages/platform.js';
import { button, hidden, notice, textArea, trap, writtenText } from './controls.js';
import {
  type Again,
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
  withdrawalPage,
} from './page.js';
import type { VisitTo } from './visit.js';
import { number, wordsOf } from './words.js';

const WORDS = {
  fr: {
    question: 'L’information sur cette page vous a-t-elle été utile ?',
    about: 'Page concernée :',
    yes: 'Oui',
    no: 'Non',
    problem: 'Signaler un problème',
    why: {
      yes: 'Qu’est-ce qui vous a été utile ?',
      no: 'Que pouvons-nous améliorer ?',
      problem: 'Quel problème avez-vous rencontré ?',
    },
    kept: 'Votre réponse est enregistrée.',
    details: 'Vos précisions (facultatif)',
    hint: 'N’inscrivez aucun renseignement personnel. Aucune réponse ne sera donnée ici.',
    empty: 'Écrivez vos précisions.',
    send: 'Envoyer',
    finish: 'Terminer sans préciser',
    thanks: 'Merci de votre aide.',
    answer: 'Votre réponse',
  },
  en: {
    question: 'Was the information on this page useful?',
    about: 'Page:',
    yes: 'Yes',
    no: 'No',
    problem: 'Report a problem',
    why: {
      yes: 'What was useful to you?',
      no: 'What can we improve?',
      problem: 'What problem did you run into?',
    },
    kept: 'Your answer is saved.',
    details: 'Your details (optional)',
    hint: 'Do not include any personal information. No reply will be given here.',
    empty: 'Write your details.',
    send: 'Send',
    finish: 'Finish without details',
    thanks: 'Thank you for your help.',
    answer: 'Your answer',
  },
} as const;

type Feedback = VisitTo<'feedback'>;

/** Asks whether a page was useful. The first answer is stored at once; the details that may follow join the same record. */
export function feedbackPage(visit: Feedback): FormPage | Promise<FormPage> {
  switch (visit.doing) {
    case 'answer':
      return answered(visit);
    case 'details':
    case 'anyway':
      return detailed(visit);
    case 'finish':
      return answered(visit);
    case 'withdraw':
    case 'withdraw-now':
      return withdrawalPage(visit);
    default:
      return question(visit);
  }
}

function question(visit: Feedback, refusal?: Refusal): FormPage {
  const { activity, language } = visit;
  const words = WORDS[language];
  const asked = activity.question ? text(activity.question, language) : words.question;
  const choices = html`<h2 id="question">${asked}</h2>
    ${hidden({ do: 'answer' })}
    <div class="row" role="group" aria-labelledby="question">
      ${Verdict.options.map(
        (verdict) =>
          html`<button class="button secondary" name="verdict" value="${verdict}">${words[verdict]}</button>`,
      )}
    </div>
    ${privacyNotice(visit)}`;
  return {
    problem: refusal?.problem,
    content: html`${phaseNotice(visit)} ${refusalNotice(refusal, language)}
      <p class="muted">${words.about} ${subject(visit)}</p>
      ${takesPart(visit) ? form(visit, { id: idFor(visit, { refusal }) }, choices) : html`<p class="lead">${asked}</p>`}`,
  };
}

async function answered(visit: Feedback): Promise<FormPage> {
  const { id, verdict } = given(visit);
  const answer = await visit.write(`/activities/${visit.activity.id}/feedback/${encodeURIComponent(id)}`, {
    verdict,
    page: subject(visit),
  });
  if (!answer.ok) return question(visit, refusalOf(answer.problem));
  // To finish is to send the same answer again, which gives its receipt again.
  return visit.doing === 'finish' ? thanks(visit, answer.value) : details(visit);
}

function details(visit: Feedback, { refusal, warning = '' }: Again = {}): FormPage {
  const { activity, language } = visit;
  const words = WORDS[language];
  const { id, verdict } = given(visit);
  const known = Verdict.catch('problem').parse(verdict);
  const field = html`${textArea({
      id: 'details',
      label: words.details,
      hint: words.hint,
      value: visit.entered('details'),
      maxLength: activity.maxLength,
      error: mistakeAt(refusal, 'details'),
      language,
    })}
    ${privacyNotice(visit)} ${trap(language)}
    <div class="row">
      ${button(words.send, 'details')}
      ${warning ? button(wordsOf(language).anyway, 'anyway', 'button secondary') : ''}
      ${button(words.finish, 'finish', 'link')}
    </div>`;
  return {
    title: words.why[known],
    problem: refusal?.problem,
    content: html`${refusal || warning ? '' : notice('success', html`<p>${words.kept}</p>`)}
    ${refusalNotice(refusal, language)} ${warning} ${form(visit, { id, verdict }, field)}`,
  };
}

async function detailed(visit: Feedback): Promise<FormPage> {
  const { activity, language } = visit;
  const written = visit.entered('details');
  const { id } = given(visit);
  const warning = visit.doing === 'anyway' ? '' : personalDataWarning([written], language);
  if (warning) return details(visit, { warning });
  const path = `/activities/${activity.id}/feedback/${encodeURIComponent(id)}/versions/2`;
  const answer = await visit.write(path, { details: written });
  if (answer.ok) return thanks(visit, answer.value);
  const refusal = refusalOf(answer.problem, (_, code) => {
    if (code === 'empty') return WORDS[language].empty;
    return code === 'too-long' ? wordsOf(language).tooLong(number(activity.maxLength, language)) : undefined;
  });
  return details(visit, { refusal });
}

function thanks(visit: Feedback, receipt: Pick<Receipt, 'id' | 'acceptedAt'>): FormPage {
  const words = WORDS[visit.language];
  const { verdict } = given(visit);
  const known = Verdict.safeParse(verdict);
  const written = visit.doing === 'finish' ? '' : visit.entered('details');
  return receiptPage(visit, {
    receipt,
    title: words.thanks,
    sent: html`<dl class="answers">
      <div>
        <dt>${words.answer}</dt>
        <dd>${known.success ? words[known.data] : ''}</dd>
      </div>
      ${
        written
          ? html`<div>
              <dt>${words.details}</dt>
              <dd class="prose">${writtenText(written)}</dd>
            </div>`
          : ''
      }
    </dl>`,
  });
}

/** What travels with the form from the first answer on. */
function given(visit: Feedback): { id: string; verdict: string } {
  return { id: visit.entered('id'), verdict: visit.entered('verdict') };
}

/**
 * The page that it is about: from `?page=`, without what follows its path, where it is one of the public body's sites or
 * of the platform; this page itself otherwise.
 */
function subject({ query, consultation, origin, address }: Feedback): string {
  const own = origin + address;
  const named = URL.canParse(query.get('page') ?? '') ? new URL(query.get('page')!) : undefined;
  if (!named || ![origin, ...consultation.body.origins].includes(named.origin)) return own;
  return (named.origin + named.pathname).slice(0, 500);
}
