import { IDEA, titleOf } from './given.js';
import {
  arrive,
  article,
  button,
  disconnect,
  focus,
  group,
  heading,
  paragraph,
  press,
  reconnect,
  region,
  said,
  type Step,
  textbox,
  there,
  write,
} from './steps.js';
import { count, joined, KEPT, SENT, widget, type Words } from './words.js';

/** The idea that one proposes. */
export const OWN_IDEA: { title: Words; body: Words } = {
  title: { fr: 'Un vestiaire par quartier', en: 'A changing room in each district' },
  body: { fr: 'Pour se changer en arrivant.', en: 'To change on arrival.' },
};

const theirs = { role: 'article', words: IDEA.title } as const;
const votes = (choice: 'Pour' | 'Contre', number: number) => joined([widget(choice), count(number)]);
const registered = (choice: 'Pour' | 'Contre') => said(widget('Vote enregistré : {0}', widget(choice)));
const required = (label: Words) => joined([label, widget('(obligatoire)')]);

/** Votes for, then against, takes it back, proposes. */
export const ideaVote: readonly Step[] = [
  arrive(
    there(region(titleOf('ideas'))),
    there(heading(2, titleOf('ideas'))),
    there(paragraph(widget('{0} idée', count(1)))),
    there(article(IDEA.title)),
    there(heading(3, IDEA.title)),
    there(group(widget('Votre vote : {0}', IDEA.title))),
  ),
  press(
    button(votes('Pour', 0), { states: ['not-pressed'], within: theirs }),
    registered('Pour'),
    there(button(votes('Pour', 1), { states: ['pressed'], within: theirs })),
  ),
  press(
    button(votes('Contre', 0), { states: ['not-pressed'], within: theirs }),
    registered('Contre'),
    there(button(votes('Contre', 1), { states: ['pressed'], within: theirs })),
    there(button(votes('Pour', 0), { states: ['not-pressed'], within: theirs })),
  ),
  press(
    button(votes('Contre', 1), { states: ['pressed'], within: theirs }),
    said(widget('Vote retiré.')),
    there(button(votes('Contre', 0), { states: ['not-pressed'], within: theirs })),
  ),
  press(button(widget('Proposer une idée')), focus(heading(3, widget('Proposer une idée')))),
  write(textbox(required(widget('Titre de votre idée')), { states: ['required'] }), OWN_IDEA.title),
  write(
    textbox(required(widget('Votre idée')), {
      states: ['required'],
      description: [
        widget('Elle sera publique. N’inscrivez pas de renseignements personnels.'),
        widget('{0} caractères au plus', count(4000)),
      ],
    }),
    OWN_IDEA.body,
  ),
  press(
    button(widget('Proposer mon idée')),
    said(widget('Votre idée est publiée.')),
    focus(article(OWN_IDEA.title)),
    there(heading(3, OWN_IDEA.title)),
  ),
];

/** Votes while there is no network. */
export const votingOffline: readonly Step[] = [
  disconnect(),
  press(
    button(votes('Pour', 0), { states: ['not-pressed'], within: theirs }),
    said(KEPT),
    there(button(votes('Pour', 1), { states: ['pressed'], within: theirs })),
    there(paragraph(widget('Vote en attente d’envoi.'))),
  ),
  reconnect(said(SENT)),
];
