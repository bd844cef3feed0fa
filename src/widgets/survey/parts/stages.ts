/** What follows a survey's pages, as templates: the check, the receipt, the ends. */
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ActivityOf } from '../../../contract/consultation.js';
import type { Receipt } from '../../../contract/contributions.js';
import type { Answers, Ending, SurveyDefinition } from '../../../contract/survey.js';
import type { LocalizedText } from '../../../contract/text.js';
import { asWritten } from '../../../domain/page-groups.js';
import { type AnswerError, type Asked, isAsked, type ShownPage } from '../../../domain/survey.js';
import { answerTemplate } from '../../base/answers.js';
import { button } from '../../base/forms/button.js';
import type { SummaryError } from '../../base/forms/error-summary.js';
import { fieldId, viewOf } from '../../base/forms/view.js';
import { icon } from '../../base/icons.js';
import type * as Participation from '../../base/participation.js';
import type { Localize } from '../../base/language.js';
import { controlId, prose } from '../question.js';
import { givenIn } from './given.js';
import { errorWords } from './words.js';
import { questionsIn } from '../../../domain/kinds.js';

/** What they look like, beside the survey's own. */
export const stageStyles = css`
  .answers {
    border-block-start: 1px solid var(--_line);
  }
  .answers > div {
    display: grid;
    grid-template-columns: 1fr 1fr auto;
    gap: 4px 16px;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .answers ul {
    list-style: none;
    padding: 0;
  }
  @container cq-widget (inline-size < 480px) {
    .answers > div {
      grid-template-columns: 1fr;
    }
  }
`;

/** Answers beside their questions; each may be changed where `modify` is there. */
export function answerList(
  questions: readonly Asked[],
  answers: Answers,
  localize: Localize,
  modify?: (question: Asked) => void,
): TemplateResult {
  return html`<dl class="answers">
    ${questions.map(
      (question) =>
        html`<div>
          <dt class="label" id="dt-${question.id}">${localize(question.label)}</dt>
          <dd>${answerTemplate(question, answers[question.id], localize)}</dd>
          ${modify ? html`<dd>${modifyButton(question, localize, modify)}</dd>` : nothing}
        </div>`,
    )}
  </dl>`;
}

function modifyButton(question: Asked, localize: Localize, modify: (question: Asked) => void) {
  return button({
    label: html`${msg('Modifier')}<span class="visually-hidden"> – ${localize(question.label)}</span>`,
    variant: 'link',
    onClick: () => modify(question),
  });
}

/** What was given, folded away: beside a receipt, or while it waits. */
export function givenAnswers(
  definition: SurveyDefinition,
  answers: Answers,
  localize: Localize,
): TemplateResult {
  const given = givenIn(definition, answers, localize);
  return html`<details>
    <summary>${msg('Mes réponses')}</summary>
    ${answerList(given.questions, answers, given.localize)}
  </details>`;
}

interface CheckOptions {
  pages: readonly ShownPage[];
  answers: Answers;
  /** The end before the last page that the answers lead to. */
  ending: Ending | undefined;
  localize: Localize;
  /** Why they were refused. */
  refusal: string;
  /** That they are on their way, in words. */
  sending: string | false | undefined;
  say: (text: string) => void;
  privacy: unknown;
  onModify: (page: string, question: Asked) => void;
  onSend: () => void;
  onPrevious: () => void;
}

/** All answers once more, before they are sent. */
export function checkStage(options: CheckOptions): TemplateResult {
  const { pages, ending, localize, refusal } = options;
  return html`
    <h3 id="page-title" tabindex="-1">${ending ? localize(ending.title) : msg('Vérifiez vos réponses')}</h3>
    ${ending ? prose(ending.message, localize) : nothing} ${refusalNotice(refusal)}
    ${ending ? html`<h4>${msg('Vérifiez vos réponses')}</h4>` : nothing}
    ${asWritten(pages).map(({ page, questions }) => {
      const modify = (question: Asked) => {
        const own = pages.find((one) => one.questions.includes(question));
        if (own) options.onModify(own.page.id, question);
      };
      return html`<h4>${localize(page.title)}</h4>
        ${answerList(questions.filter(isAsked), options.answers, localize, modify)}`;
    })}
    ${options.privacy}
    <div class="row">
      ${button({
        label: msg('Envoyer mes réponses'),
        busy: options.sending,
        say: options.say,
        onClick: options.onSend,
      })}
      ${button({ label: msg('Précédent'), variant: 'secondary', onClick: options.onPrevious })}
    </div>
  `;
}

/** An end of which nothing is kept: its message, and the way back. */
export function endedStage(ending: Ending, localize: Localize, onPrevious: () => void): TemplateResult {
  return html`<h3 id="page-title" tabindex="-1">${localize(ending.title)}</h3>
    ${prose(ending.message, localize)}
    <p>${msg('Vos réponses n’ont pas été envoyées.')}</p>
    ${button({ label: msg('Précédent'), variant: 'secondary', onClick: onPrevious })}`;
}

/** What a page gives without anybody being asked, for the privacy notice. */
export function alsoCollected(
  { pages }: SurveyDefinition,
  localize: Localize,
): TemplateResult | typeof nothing {
  const hidden = questionsIn({ pages }).filter(({ type }) => type === 'hidden');
  if (hidden.length === 0) return nothing;
  return html`<p>${msg('La page où vous répondez transmet aussi, avec vos réponses :')}</p>
    <ul>
      ${hidden.map((question) => html`<li>${'label' in question ? localize(question.label) : nothing}</li>`)}
    </ul>`;
}

interface ReceiptOptions {
  participation: typeof Participation | undefined;
  definition: ActivityOf<'survey'>;
  receipt: Receipt;
  answers: Answers;
  /** Whether they were given on an earlier visit. */
  earlier: boolean;
  /** Whether one may respond once more. */
  again: boolean;
  /** Whether one is being asked whether to take them back. */
  withdrawing: boolean;
  sending: boolean;
  refusal: string;
  localize: Localize;
  say: (text: string) => void;
  /** How to find it again elsewhere, and how to leave no trace of it here. */
  device: unknown;
  onAgain: () => void;
  onAskWithdrawal: () => void;
  onWithdraw: () => void;
  onKeep: () => void;
}

/** The proof that the platform has them, a copy, and how to take them back. */
export function receiptStage(options: ReceiptOptions): TemplateResult {
  const { participation, definition, localize } = options;
  return html`
    ${participation?.receiptBlock({
      receipt: options.receipt,
      title: options.earlier
        ? msg('Vous avez déjà répondu à ce sondage.')
        : msg('Merci, vos réponses sont reçues.'),
      content: definition.thanks ? html`<p>${localize(definition.thanks)}</p>` : nothing,
    })}
    ${givenAnswers(definition, options.answers, localize)} ${refusalNotice(options.refusal)}
    ${options.withdrawing ? withdrawal(options) : afterReceipt(options)} ${options.device}
  `;
}

function afterReceipt({ again, sending, say, onAgain, onAskWithdrawal }: ReceiptOptions): TemplateResult {
  return html`<div class="row">
    ${
      again
        ? button({ label: msg('Répondre de nouveau'), variant: 'secondary', compact: true, onClick: onAgain })
        : nothing
    }
    ${button({
      label: msg('Retirer mes réponses'),
      variant: 'link',
      id: 'withdraw',
      busy: sending && msg('Retrait en cours…'),
      say,
      onClick: onAskWithdrawal,
    })}
  </div>`;
}

function withdrawal({ participation, onWithdraw, onKeep }: ReceiptOptions): unknown {
  return participation?.confirmation({
    id: 'confirm',
    question: msg('Retirer vos réponses ? Elles seront effacées pour de bon.'),
    yes: msg('Retirer'),
    no: msg('Garder'),
    onYes: onWithdraw,
    onNo: onKeep,
  });
}

/** What is wrong on a page, each with the id of its field. Two questions may break the same rule: each says which it is of. */
export function errorMessages(
  pages: readonly ShownPage[],
  errors: readonly AnswerError[],
  plain: (text: LocalizedText) => string,
): SummaryError[] {
  const questions = questionsIn({ pages }).filter(isAsked);
  return errors.flatMap((error) => {
    const question = questions.find(({ id }) => id === error.question);
    if (!question) return [];
    const { at = [] } = error;
    const own = errors.filter((one) => one.question === error.question);
    const all = viewOf(question.type)?.inOne?.(question, own);
    if (all && error !== own[0]) return [];
    const field = !all && at.length > 0 && viewOf(question.type)?.fieldLabel?.(question, at, plain);
    const id = fieldId(controlId(question), at);
    return [
      {
        id: error.code === 'specify' ? `${id}-other` : id,
        message: [plain(question.label), field, all ?? errorWords(question, error)]
          .filter(Boolean)
          .join(' – '),
      },
    ];
  });
}

function refusalNotice(refusal: string): TemplateResult | typeof nothing {
  return refusal ? html`<p class="notice notice-error">${icon('alert')} ${refusal}</p>` : nothing;
}

/** The device keeps them until the backend has them, or until somebody corrects what it refused. */
export function savedStage(refused: boolean, canTakePart: boolean): TemplateResult {
  return html`<h3 id="receipt-title" tabindex="-1">${msg('Vos réponses ne sont pas perdues')}</h3>
    <p>
      ${
        !refused
          ? msg('Vous recevrez la confirmation ici dès qu’elles seront reçues.')
          : canTakePart
            ? msg('Elles ne sont pas reçues. Corrigez-les, puis envoyez-les de nouveau.')
            : msg('Elles ne sont pas reçues. Vous pouvez encore les copier.')
      }
    </p>`;
}

export function withdrawnStage(onRestart: () => void): TemplateResult {
  return html`<p id="receipt-title" tabindex="-1" class="notice">
      ${icon('check')} ${msg('Vos réponses ont été retirées et effacées.')}
    </p>
    ${button({ label: msg('Répondre de nouveau'), variant: 'secondary', onClick: onRestart })}`;
}
