import { pageTitle, question, titleOf } from './given.js';
import {
  arrive,
  button,
  checkbox,
  choose,
  disconnect,
  focus,
  group,
  heading,
  link,
  meanwhile,
  paragraph,
  press,
  progressbar,
  radio,
  radiogroup,
  reconnect,
  region,
  said,
  type Step,
  textbox,
  there,
  write,
} from './steps.js';
import { any, count, joined, KEPT, SENT, widget, type Words } from './words.js';

/** A number with the word for it, as one end of a scale is called. */
const wrapped = (number: string, { fr, en }: Words): Words => ({
  fr: `${number} (${fr})`,
  en: `${number} (${en})`,
});
const required = (label: Words) => joined([label, widget('(obligatoire)')]);

const bicycle = question('velo');
const purposes = question('motifs');
const satisfaction = question('satisfaction');
const priority = question('priorite');
const asked = required(bicycle.label);
const scale = required(satisfaction.label);

const next = button(widget('Continuer'));
const step = (number: number) => progressbar(widget('Étape {0} de {1}', count(number), count(4)));

/** What one writes in answer to the open question. */
export const PRIORITY: Words = { fr: 'Déneiger «\u00a0partout\u00a0»\u202f!', en: 'Clear “everywhere”!' };

/** Two pages, an error and its link, the check, the sending, the receipt. */
export const survey: readonly Step[] = [
  arrive(
    there(region(titleOf('survey'))),
    there(heading(2, titleOf('survey'))),
    there(step(1)),
    there(heading(3, pageTitle('habitudes'))),
    there(radiogroup(asked, { states: ['required'] })),
  ),
  choose(
    radio(widget('Oui'), { states: ['not-checked'], within: { role: 'radiogroup', words: asked } }),
    there(group(purposes.label, { description: [purposes.hint!] })),
  ),
  choose(
    checkbox(purposes.option('travail'), {
      states: ['not-checked'],
      within: { role: 'group', words: purposes.label },
    }),
  ),
  press(next, focus(heading(3, pageTitle('avis'))), there(step(2))),
  press(
    next,
    focus(group(widget('Des erreurs sont présentes dans le formulaire'))),
    there(heading(3, widget('Des erreurs sont présentes dans le formulaire'))),
  ),
  press(
    link(joined([satisfaction.label, widget('Choisissez une réponse.')], ' – ')),
    focus(
      radio(wrapped('1', satisfaction.least()), {
        states: ['not-checked'],
        within: { role: 'radiogroup', words: scale },
      }),
    ),
    there(
      radiogroup(scale, {
        description: [widget('Choisissez une réponse.')],
        states: ['required', 'invalid'],
      }),
    ),
  ),
  choose(radio({ fr: '4', en: '4' }, { within: { role: 'radiogroup', words: scale } })),
  write(textbox(priority.label, { description: [widget('{0} caractères au plus', count(500))] }), PRIORITY),
  press(next, focus(heading(3, pageTitle('vous'))), there(step(3))),
  press(
    next,
    focus(heading(3, widget('Vérifiez vos réponses'))),
    there(step(4)),
    there(heading(4, pageTitle('habitudes'))),
    there(button(joined([widget('Modifier'), bicycle.label], ' – '))),
  ),
  press(
    button(widget('Envoyer mes réponses')),
    meanwhile(widget('Envoi en cours…')),
    focus(heading(3, widget('Merci, vos réponses sont reçues.'))),
    there(
      paragraph(joined([widget('Date de réception : {0}', any), widget('Numéro de confirmation :'), any])),
    ),
    there(button(widget('Retirer mes réponses'))),
  ),
];

/** Sends while there is no network. */
export const answeringOffline: readonly Step[] = [
  choose(radio(widget('Oui'), { within: { role: 'radiogroup', words: asked } })),
  press(next, focus(heading(3, pageTitle('avis')))),
  choose(radio({ fr: '4', en: '4' }, { within: { role: 'radiogroup', words: scale } })),
  press(next, focus(heading(3, pageTitle('vous')))),
  press(next, focus(heading(3, widget('Vérifiez vos réponses')))),
  disconnect(),
  press(
    button(widget('Envoyer mes réponses')),
    meanwhile(widget('Envoi en cours…')),
    said(KEPT),
    focus(heading(3, widget('Vos réponses ne sont pas perdues'))),
    there(paragraph(KEPT)),
  ),
  reconnect(said(SENT), focus(heading(3, widget('Merci, vos réponses sont reçues.')))),
];
