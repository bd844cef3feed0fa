import { COMMENT, titleOf } from './given.js';
import {
  arrive,
  article,
  button,
  choose,
  disconnect,
  focus,
  group,
  heading,
  paragraph,
  press,
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

/** The comment that one writes, publishes and withdraws. */
export const OWN_COMMENT: Words = {
  fr: 'D’abord près des <b>écoles</b>.',
  en: 'First near the <b>schools</b>.',
};

const participant = widget('Participant {0}', any);
const you = widget('Vous');
const theirs = { role: 'article', words: COMMENT } as const;
const mine = { role: 'article', words: OWN_COMMENT } as const;
const position = widget('Votre position (facultatif)');
const reasons = widget('Pourquoi signaler ce commentaire ?');
const confirm = widget(
  'Retirer ce commentaire ? Son texte sera effacé pour de bon ; les réponses des autres resteront.',
);
const useful = (votes: number) => joined([joined([widget('Utile'), count(votes)]), participant], ', ');

/** Writes with a position, publishes, votes, reports another's, withdraws. */
export const commentThread: readonly Step[] = [
  arrive(
    there(region(titleOf('comments'))),
    there(heading(2, titleOf('comments'))),
    there(heading(3, widget('{0} commentaire', count(1)))),
    there(article(participant, { within: theirs })),
    there(heading(4, participant, { within: theirs })),
  ),
  press(
    button(widget('Écrire un commentaire')),
    focus(
      textbox(widget('Votre commentaire'), {
        description: [
          widget('Il sera public. N’inscrivez pas de renseignements personnels.'),
          widget('{0} caractères au plus', count(2000)),
        ],
      }),
    ),
  ),
  write(textbox(widget('Votre commentaire')), OWN_COMMENT),
  choose(radio(widget('Pour'), { states: ['not-checked'], within: { role: 'radiogroup', words: position } })),
  press(
    button(widget('Publier')),
    said(widget('Votre commentaire est publié.')),
    focus(article(you, { within: mine })),
    there(heading(4, you, { within: mine })),
  ),
  press(
    button(useful(0), { states: ['not-pressed'], within: theirs }),
    said(widget('Vote enregistré.')),
    there(button(useful(1), { states: ['pressed'], within: theirs })),
  ),
  press(
    button(joined([widget('Signaler'), participant], ', '), { within: theirs }),
    focus(
      radio(widget('Publicité ou pourriel'), {
        states: ['not-checked'],
        within: { role: 'radiogroup', words: reasons },
      }),
    ),
    there(
      radiogroup(reasons, {
        description: [
          widget(
            'La modération le lira. Il reste visible d’ici là : un signalement ne masque rien à lui seul. Personne ne saura qui l’a fait.',
          ),
        ],
      }),
    ),
  ),
  choose(
    radio(widget('Hors sujet'), {
      states: ['not-checked'],
      within: { role: 'radiogroup', words: reasons },
    }),
  ),
  press(
    button(widget('Envoyer le signalement')),
    said(widget('Merci. La modération lira ce commentaire.')),
    focus(article(participant, { within: theirs })),
  ),
  press(button(joined([widget('Retirer'), OWN_COMMENT], ', '), { within: mine }), focus(group(confirm))),
  press(
    button(widget('Retirer'), { within: { role: 'group', words: confirm } }),
    said(widget('Votre commentaire est retiré.')),
    focus(article(you)),
    there(paragraph(widget('Commentaire retiré par son auteur.'))),
  ),
];

/** Writes while there is no network. */
export const writingOffline: readonly Step[] = [
  disconnect(),
  press(button(widget('Écrire un commentaire')), focus(textbox(widget('Votre commentaire')))),
  write(textbox(widget('Votre commentaire')), OWN_COMMENT),
  press(
    button(widget('Publier')),
    said(KEPT),
    focus(heading(2, titleOf('comments'))),
    there(paragraph(KEPT)),
    there(button(widget('Réessayer maintenant'))),
  ),
  reconnect(said(SENT), there(article(you, { within: mine }))),
];
