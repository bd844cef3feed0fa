import { checkOne, checkSeveral, enterChoices } from '../common-kinds.js';
import { addKind } from '../kinds.js';

addKind('image-choice', {
  read({ multiple }, { chosen = [] }) {
    return multiple ? (chosen.length > 0 ? chosen : undefined) : chosen[0];
  },
  enter: enterChoices,
  check: (question, answer) =>
    question.multiple ? checkSeveral(question, answer) : checkOne(question, answer),
});
