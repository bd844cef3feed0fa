/** What surveys need that do more than show and hide, whose texts take answers up, or that limit the time. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { prefilled } from '../../../domain/prefill.js';
import { questionNumber } from '../../../domain/logic.js';
import { number } from '../../base/dates.js';
import { additions } from '../../base/forms/view.js';
import { beginnings } from '../beginnings.js';
import { pipedText } from './piping.js';
import { type Clock, timeAhead, TimeLimit } from './time-limit.js';

additions.piped = pipedText;

beginnings.prefilled = (survey) =>
  prefilled(survey['definition'], {
    attribute: (name) => survey.getAttribute(`data-${name}`),
    parameter: (name) => new URLSearchParams(location.search).get(name),
  });

beginnings.clock = (survey, clock?: Clock) => {
  const { timeLimit } = survey['definition'];
  if (!timeLimit) return undefined;
  const host = {
    say: (words: () => string) => survey['say'](words),
    changed: () => {
      survey.requestUpdate();
      survey['save']();
    },
    focusOn: (selector: string) => void survey['focusOn'](selector),
    expired: () =>
      void survey['isWhole']().then((whole) => (whole ? survey['rest']?.show('check') : undefined)),
  };
  const limit = new TimeLimit(timeLimit, host, clock);
  if (!clock) limit.begin();
  return limit;
};

beginnings.ahead = ({ timeLimit }) => timeLimit && timeAhead(timeLimit);

additions.numbered = (pages, index) => {
  const numbered = questionNumber(pages, index);
  if (!numbered) return nothing;
  return html` – ${msg(str`question ${number(numbered.at)} sur ${number(numbered.count)}`)}`;
};
