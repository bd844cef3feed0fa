/** What surveys need that do more than show and hide, whose texts take answers up, or that limit the time. */
import { prefilled } from '../../../domain/prefill.js';
import '../../../domain/logic.js';
import { additions } from '../../base/forms/view.js';
import { beginnings } from '../beginnings.js';
import { pipedText } from './piping.js';
import { type Clock, TimeLimit } from './time-limit.js';

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
    expired: () => void survey['goOn']('check'),
  };
  return new TimeLimit(timeLimit, host, clock);
};
