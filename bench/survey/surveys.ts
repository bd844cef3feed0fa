import type { z } from 'zod';
import type { ConsultationDefinition } from '../../src/contract/consultation.js';

type Activity = z.input<typeof ConsultationDefinition>['activities'][number];
type Survey = Extract<Activity, { kind: 'survey' }>;
type Question = Survey['pages'][number]['questions'][number];

const text = (fr: string) => ({ fr, en: fr });
const options = ['Jamais', 'Parfois', 'Souvent', 'Toujours'].map((label, index) => ({
  id: `o${index}`,
  label: text(label),
}));

/** Ten ordinary questions on one page. */
export const ORDINARY: Survey = {
  id: 'ordinaire',
  kind: 'survey',
  title: text('Vos déplacements'),
  pages: [
    {
      id: 'page',
      title: text('Vos habitudes'),
      questions: Array.from({ length: 10 }, (_, index): Question => {
        const own = { id: `q${index}`, label: text(`Question ${index + 1} sur vos déplacements ?`) };
        if (index % 5 === 1) return { ...own, type: 'single-choice', options };
        if (index % 5 === 2) return { ...own, type: 'multiple-choice', options };
        if (index % 5 === 3) return { ...own, type: 'long-text' };
        return { ...own, type: index % 5 === 4 ? 'yes-no' : 'short-text' };
      }),
    },
  ],
};

/** 300 questions with 500 conditions or more, `perPage` on a page: each hangs on two or three before it. */
export function large(perPage: number): Survey {
  const questions = Array.from({ length: 300 }, (_, index): Question => {
    const own = {
      id: `q${index}`,
      type: 'short-text' as const,
      label: text(`Question ${index + 1} ?`),
    };
    // The first ones of a page are there whatever was answered, so that there is something to type into.
    if (index % perPage < 2) return own;
    const before = { question: `q${index - 1}`, is: 'jamais' };
    const earlier = { not: { question: `q${Math.floor(index / 2)}`, is: 'rien' } };
    const third = { not: { question: `q${Math.floor(index / 3)}`, is: 'tout' } };
    return { ...own, showIf: { all: [{ not: before }, earlier, ...(index % 10 === 9 ? [third] : [])] } };
  });
  return {
    id: `grand-${perPage}`,
    kind: 'survey',
    title: text('Trois cents questions'),
    pages: Array.from({ length: 300 / perPage }, (_, page) => ({
      id: `p${page}`,
      title: text(`Page ${page + 1}`),
      questions: questions.slice(page * perPage, (page + 1) * perPage),
    })),
  };
}

/** How many comparisons a survey's conditions make. */
export function conditionsIn(survey: Survey): number {
  return (JSON.stringify(survey).match(/"question":/g) ?? []).length;
}

/** The same survey as SurveyJS reads it. */
export function forSurveyJs({ title, pages }: Survey): object {
  return {
    title: title.fr,
    pages: pages.map((page) => ({
      name: page.id,
      title: page.title.fr,
      elements: page.questions.map(element),
    })),
  };
}

const TYPES: Record<string, string> = {
  'short-text': 'text',
  'long-text': 'comment',
  'single-choice': 'radiogroup',
  'multiple-choice': 'checkbox',
  'yes-no': 'boolean',
};

function element(question: Question): object {
  const choices =
    'options' in question && question.options
      ? { choices: question.options.map(({ id, label }) => ({ value: id, text: label.fr })) }
      : {};
  const condition = question.showIf ? { visibleIf: expression(question.showIf) } : {};
  return {
    type: TYPES[question.type],
    name: question.id,
    title: 'label' in question ? question.label.fr : '',
    ...choices,
    ...condition,
  };
}

function expression(condition: object): string {
  if ('all' in condition) return (condition.all as object[]).map(expression).join(' and ');
  if ('not' in condition) {
    const { question, is } = condition.not as { question: string; is: string };
    return `{${question}} <> '${is}'`;
  }
  throw new Error(`No expression for ${JSON.stringify(condition)}`);
}

/** A plain page's fields for the same questions. */
export function plainFields({ pages }: Survey): string {
  return pages[0]!.questions
    .map((question) => {
      const label = 'label' in question ? question.label.fr : '';
      if (!('options' in question) && question.type !== 'yes-no')
        return `<p><label>${label}<br>${question.type === 'long-text' ? '<textarea></textarea>' : '<input>'}</label></p>`;
      const offered =
        'options' in question && question.options
          ? question.options.map((one) => one.label.fr)
          : ['Oui', 'Non'];
      const type = question.type === 'multiple-choice' ? 'checkbox' : 'radio';
      return `<fieldset><legend>${label}</legend>${offered.map((one) => `<label><input type="${type}" name="${question.id}">${one}</label><br>`).join('')}</fieldset>`;
    })
    .join('');
}
