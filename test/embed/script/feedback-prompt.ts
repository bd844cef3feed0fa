import {
  arrive,
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
import { any, count, joined, KEPT, SENT, widget, type Words } from './words.js';

/** What one writes, with personal information first, then without. */
export const UNWISE: Words = {
  fr: 'Écrivez-moi à marie@exemple.test',
  en: 'Write to me at marie@exemple.test',
};
export const DETAILS: Words = { fr: 'Le formulaire ne s’ouvre pas.', en: 'The form does not open.' };

const details = widget('Vos précisions (facultatif)');

/** Clicks, gives details, is warned of personal information, gets a receipt. */
export const feedbackPrompt: readonly Step[] = [
  arrive(
    there(region(widget('L’information sur cette page vous a-t-elle été utile ?'))),
    there(heading(2, widget('L’information sur cette page vous a-t-elle été utile ?'))),
    there(group(widget('L’information sur cette page vous a-t-elle été utile ?'))),
  ),
  press(
    button(widget('Signaler un problème')),
    focus(heading(2, widget('Quel problème avez-vous rencontré ?'))),
    said(widget('Votre réponse est enregistrée.')),
  ),
  write(
    textbox(details, {
      description: [
        widget('N’inscrivez aucun renseignement personnel. Aucune réponse ne sera donnée ici.'),
        widget('{0} caractères au plus', count(1000)),
      ],
    }),
    UNWISE,
  ),
  press(
    button(widget('Envoyer')),
    focus(heading(2, widget('Votre texte semble contenir des renseignements personnels'))),
  ),
  press(button(widget('Modifier mon texte')), focus(textbox(details))),
  write(textbox(details), DETAILS),
  press(
    button(widget('Envoyer')),
    focus(group(widget('Merci de votre aide.'))),
    there(heading(2, widget('Merci de votre aide.'))),
    there(
      paragraph(joined([widget('Date de réception : {0}', any), widget('Numéro de confirmation :'), any])),
    ),
    there(button(widget('Retirer ma réponse'))),
  ),
];

/** Answers while there is no network. */
export const feedbackOffline: readonly Step[] = [
  disconnect(),
  press(
    button(widget('Oui')),
    focus(heading(2, widget('Qu’est-ce qui vous a été utile ?'))),
    said(KEPT),
    there(paragraph(KEPT)),
  ),
  reconnect(said(SENT)),
];
