import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Pending } from '../../../client/client.js';
import type { Alignment } from '../../../contract/comments.js';
import { button } from '../../base/forms/button.js';
import type * as Forms from '../../base/participation.js';
import { displayText } from '../../base/thread-written.js';
import { minutesWords } from './words.js';

/** What is being written: to the thread, in answer to one comment, or instead of one’s own. */
export interface Writing {
  body: string;
  alignment?: Alignment | undefined;
  error?: string | undefined;
  /** What one has just written that says nearly the same. */
  earlier?: string | undefined;
  sending?: boolean;
  /**
   * What is shown instead of the field: the text as all will read it, what of it one may not want to publish, or the
   * question whether a person sends it.
   */
  stage?: 'preview' | 'warning' | 'person' | undefined;
}

export interface ComposeOptions {
  forms: typeof Forms;
  /** Unique in the widget: `root`, the answered comment's id, or `edit-` and the changed comment's. */
  id: string;
  kind: 'comment' | 'answer' | 'change';
  writing: Writing;
  maxLength: number;
  /** Whether it waits for a moderator before it is public. */
  waits: boolean;
  /** Of a change: how much time is left, in milliseconds. */
  left?: number | undefined;
  /** What one may say of one's position; nothing where it is not asked for. */
  alignments: readonly { value: Alignment; label: string }[];
  root: ParentNode;
  notice: unknown;
  /** What is written, as all will read it. */
  preview: () => unknown;
  /** What of the thread is on its way. */
  pending: readonly Pending[];
  say: (text: string) => void;
  onChange: (change: Partial<Writing>) => void;
  onStage: (stage: Writing['stage']) => void;
  onEarlier: (id: string) => void;
  /** `trap` is what the field that people are not shown was filled in with, unless one has said that one is a person. */
  onSubmit: (trap: string) => void;
  onCancel: () => void;
}

/** The form of a comment, of an answer or of a change. */
export function compose(options: ComposeOptions): TemplateResult {
  const { writing } = options;
  const submit = (event: Event) => {
    event.preventDefault();
    const { value } = (event.currentTarget as HTMLElement).querySelector<HTMLInputElement>(`[name=${TRAP}]`)!;
    if (!writing.sending) options.onSubmit(writing.stage === 'person' ? '' : value);
  };
  const shown = {
    preview: previewStage,
    warning: warningStage,
    person: personStage,
    writing: writingStage,
  }[writing.stage ?? 'writing'];
  return html`<form class="stack compose" novalidate @submit=${submit}>${shown(options)} ${trap()}</form>`;
}

/** As the form without scripts names it. */
const TRAP = 'site-web';

/** A field that nobody is shown, reads out or reaches by keyboard; its label says so to whoever meets it all the same. */
function trap(): TemplateResult {
  return html`<div class="visually-hidden" aria-hidden="true">
    <label>${msg('Laissez ce champ vide')} <input name=${TRAP} tabindex="-1" autocomplete="off" /></label>
  </div>`;
}

function writingStage(options: ComposeOptions): TemplateResult {
  const { forms, id, kind, writing, left, onChange } = options;
  const field = `body-${id}`;
  const { error, earlier } = writing;
  const over = left !== undefined && left <= 0;
  return html`${error ? forms.errorSummary({ root: options.root, errors: [{ id: field, message: error }] }) : nothing}
    ${
      earlier
        ? button({
            label: msg('Voir ce que vous avez déjà écrit'),
            variant: 'link',
            onClick: () => options.onEarlier(earlier),
          })
        : nothing
    }
    ${forms.textArea({
      id: field,
      label: labelOf(kind),
      hint: hintOf(options),
      value: writing.body,
      maxLength: options.maxLength,
      error,
      onInput: (body) => onChange({ body, error: undefined, earlier: undefined }),
    })}
    ${left === undefined ? nothing : timeNotice(left)}
    ${
      options.alignments.length > 0
        ? forms.choiceGroup({
            id: `alignment-${id}`,
            label: msg('Votre position (facultatif)'),
            options: [...options.alignments, { value: '', label: msg('Sans position') }],
            selected: [writing.alignment ?? ''],
            onChange: ([alignment]) =>
              onChange({ alignment: (alignment || undefined) as Alignment | undefined }),
          })
        : nothing
    }
    ${options.notice}
    <div class="row">
      ${over ? nothing : sendButton(options)}
      ${over ? nothing : secondary(options, msg('Aperçu'), () => options.onStage('preview'))}
      ${secondary(options, msg('Annuler'), options.onCancel)}
    </div>`;
}

function labelOf(kind: ComposeOptions['kind']): string {
  return {
    comment: msg('Votre commentaire'),
    answer: msg('Votre réponse'),
    change: msg('Votre commentaire, modifié'),
  }[kind];
}

function hintOf({ kind, waits }: ComposeOptions): string {
  if (kind === 'change')
    return msg(
      'Tous verront que vous l’avez modifié. Le texte d’avant est gardé pour la modération. N’inscrivez pas de renseignements personnels.',
    );
  if (waits)
    return msg(
      'Il sera publié après lecture par la modération. N’inscrivez pas de renseignements personnels.',
    );
  return kind === 'answer'
    ? msg('Elle sera publique. N’inscrivez pas de renseignements personnels.')
    : msg('Il sera public. N’inscrivez pas de renseignements personnels.');
}

function timeNotice(left: number): TemplateResult {
  if (left > 0) return html`<p class="muted">${msg(str`Temps restant : ${minutesWords(left)}`)}</p>`;
  return html`<p class="notice notice-warning">
    ${msg('Le temps de modifier ce commentaire est passé. Votre texte reste ici : vous pouvez le copier.')}
  </p>`;
}

/** What is written, as all will read it. */
function previewStage(options: ComposeOptions): TemplateResult {
  const { id } = options;
  return html`<h3 id="stage-${id}" tabindex="-1">${msg('Aperçu de ce qui sera public')}</h3>
    <div class="card stack">${options.preview()}</div>
    <div class="row">${sendButton(options)} ${backButton(options)}</div>`;
}

/** What of the text looks like personal information, marked where it stands. */
function warningStage(options: ComposeOptions): TemplateResult {
  const { forms, id, writing } = options;
  const shown = displayText(writing.body);
  return html`<div class="notice notice-warning stack">
      <h3 id="stage-${id}" tabindex="-1">
        ${msg('Votre texte semble contenir des renseignements personnels')}
      </h3>
      <p>${msg('Tout le monde pourra les lire. Voici où :')}</p>
      <div class="prose" dir="auto">${forms.marked(shown, forms.findPersonalData(shown))}</div>
    </div>
    <div class="row">
      ${button({ label: msg('Revenir au texte'), compact: options.kind !== 'comment', onClick: () => options.onStage(undefined) })}
      ${button({
        label: msg('Envoyer quand même'),
        type: 'submit',
        variant: 'secondary',
        compact: options.kind !== 'comment',
        busy: writing.sending && forms.sendingWords(options.pending),
        say: options.say,
      })}
    </div>`;
}

/** Nothing is stored yet: one button sends the text as it is. */
function personStage(options: ComposeOptions): TemplateResult {
  const { forms, id, writing } = options;
  return html`<div class="notice notice-warning stack">
      <h3 id="stage-${id}" tabindex="-1">${msg('Est-ce bien vous ?')}</h3>
      <p>
        ${msg(
          'Un champ qui doit rester vide a été rempli, comme le font les programmes. Rien n’est encore enregistré, et rien n’est perdu.',
        )}
      </p>
      <div class="prose" dir="auto">${displayText(writing.body)}</div>
    </div>
    <div class="row">
      ${button({
        label: msg('Je suis une personne : envoyer'),
        type: 'submit',
        compact: options.kind !== 'comment',
        busy: writing.sending && forms.sendingWords(options.pending),
        say: options.say,
      })}
      ${backButton(options)}
    </div>`;
}

function sendButton({ forms, kind, pending, waits, writing, say }: ComposeOptions): TemplateResult {
  return button({
    label: kind === 'change' ? msg('Enregistrer') : waits ? msg('Envoyer') : msg('Publier'),
    type: 'submit',
    compact: kind !== 'comment',
    busy: writing.sending && forms.sendingWords(pending),
    say,
  });
}

function backButton(options: ComposeOptions): TemplateResult {
  return secondary(options, msg('Revenir au texte'), () => options.onStage(undefined));
}

function secondary({ kind }: ComposeOptions, label: string, onClick: () => void): TemplateResult {
  return button({ label, variant: 'secondary', compact: kind !== 'comment', onClick });
}
