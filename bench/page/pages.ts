import type { View } from '../../src/contract/consultation.js';
import type { Question } from '../../src/contract/survey.js';

/** What each widget is asked for, and what a plain page calls its first usable control. */
export const WIDGETS = {
  survey: { element: 'cq-survey', usable: 'input, textarea, select' },
  comments: { element: 'cq-comment-thread', usable: 'article' },
  ideas: { element: 'cq-idea-vote', usable: 'article, li button' },
  feedback: { element: 'cq-feedback-prompt', usable: 'button' },
} as const;
export type WidgetKind = keyof typeof WIDGETS;

/** Some 30 kB of rules, as the style sheet of a public body's site has. */
export const HOST_CSS = `
*, ::before, ::after { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: #223654 }
article, fieldset { margin: 0 0 1rem; padding: 1rem; border: 1px solid #c5cad2 }
${Array.from({ length: 420 }, (_, n) => `.host-block-${n} .host-item-${n * 7}:hover { margin: ${n % 9}px; color: #${(n * 2654435 + 0x100000).toString(16).slice(0, 6)} }`).join('\n')}`;

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The ministry's page around, the same for both. */
export function page(head: string, content: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Page de mesure</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">${head}</head>
<body><header><h1>Ministère de l’Exemple</h1></header><main><p>${'Une page ordinaire d’un site public, avec un peu de texte. '.repeat(12)}</p>
${content}</main></body></html>`;
}

/** How a widget comes into a page: the newest release, or a fixed one whose files the page announces. */
export const WAYS = ['moving', 'pinned'] as const;
export type Way = (typeof WAYS)[number];

/** The host's page with one widget, by the snippet that the platform's builder gives: its parts by their names. */
export function widgetPage(snippet: Record<string, string>): string {
  const { head = '', faster = '', body = '', css = '' } = snippet;
  return page(`${head}${faster}<style>${css}</style>`, body);
}

/** The parts of the snippet in the builder's page, as they are to be pasted, with the platform at `origin`. */
export function snippetIn(builder: string, origin: string): Record<string, string> {
  const parts = builder.matchAll(/<pre id="snippet-(\w+)">([^<]*)<\/pre>/g);
  return Object.fromEntries(
    [...parts].map(([, name, text]) => [
      name!,
      text!
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
        .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, origin),
    ]),
  );
}

/** A page of plain HTML that shows the same first view. */
export function plainPage(kind: WidgetKind, view: View): string {
  return page('', `<h2>${escape(view.activity.title.fr)}</h2>${content(kind, view)}`);
}

function content(kind: WidgetKind, view: View): string {
  if (kind === 'comments') {
    return (view.comments?.items ?? [])
      .map(
        (comment) =>
          `<article><h3>${escape(comment.author)}</h3><p>${escape(comment.acceptedAt)}</p><p>${escape(comment.body ?? '')}</p><button>Répondre</button> <button>${comment.votes!.up}</button> <button>${comment.votes!.down}</button></article>`,
      )
      .join('');
  }
  if (kind === 'ideas') {
    return (view.ideas?.items ?? [])
      .map(
        (idea) =>
          `<article><h3>${escape(idea.title ?? '')}</h3><p>${escape(idea.excerpt ?? '')}</p><button>Pour</button> <button>Mitigé</button> <button>Contre</button></article>`,
      )
      .join('');
  }
  if (kind === 'feedback') {
    return `<p>L’information sur cette page vous a-t-elle été utile ?</p><button>Oui</button> <button>Non</button> <button>Signaler un problème</button>`;
  }
  const questions = view.activity.kind === 'survey' ? view.activity.pages[0]!.questions : [];
  return `<form>${questions.map(field).join('')}<button>Continuer</button></form>`;
}

function field(question: Question): string {
  if (question.type === 'information') return `<p>${escape(question.text.fr)}</p>`;
  const label = escape(question.label.fr);
  if ('options' in question && question.options) {
    const type = question.type === 'single-choice' ? 'radio' : 'checkbox';
    const options = question.options.map(
      (option) => `<label><input type="${type}" name="${question.id}">${escape(option.label.fr)}</label><br>`,
    );
    return `<fieldset><legend>${label}</legend>${options.join('')}</fieldset>`;
  }
  if (question.type === 'yes-no') {
    return `<fieldset><legend>${label}</legend><label><input type="radio" name="${question.id}">Oui</label> <label><input type="radio" name="${question.id}">Non</label></fieldset>`;
  }
  if (question.type === 'long-text') return `<p><label>${label}<br><textarea></textarea></label></p>`;
  return `<p><label>${label}<br><input></label></p>`;
}
