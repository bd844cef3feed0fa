import type { Localized } from '../draft.js';
import type { Open } from '../report.js';
import type { Source } from '../source.js';
import { choiceQuestion, fixedChoice, ranking, several } from './choices.js';
import type { Row } from './document.js';
import { numberGrid, textGrid } from './grids.js';
import { dualScale, matrix } from './matrices.js';
import type { Made, Reading } from './reading.js';
import {
  dateQuestion,
  equation,
  fileQuestion,
  maximum,
  numberQuestion,
  shortText,
  textsOf,
} from './texts.js';

const SEX: [string, Localized][] = [
  ['F', { fr: 'Femme', en: 'Female' }],
  ['M', { fr: 'Homme', en: 'Male' }],
];

export function makeQuestions(
  reading: Reading,
  row: Row,
  source: Source,
  attributes: Source,
  item: Open,
): Made[] {
  const { title: code = '', qid = '', type = '' } = row;
  const id = () => reading.draft.name(code, item);
  const one = (fields: Record<string, unknown> & { type: string }): Made[] => [
    { question: { ...fields, id: id() } },
  ];
  const other = source.flag('other');
  switch (type) {
    case 'S':
      return one(shortText(attributes, item));
    case 'T':
    case 'U':
      return one({ type: 'long-text', ...maximum(attributes, 20_000, item) });
    case 'N':
      return one(numberQuestion(attributes, item));
    case 'D':
      return one(dateQuestion(attributes, item));
    case 'X': {
      const text = reading.text(row, 'question', item, true);
      if (text) return one({ type: 'information', text });
      item.drop('it says nothing');
      return [];
    }
    case 'Y':
      return [{ question: { id: id(), type: 'yes-no' }, values: new Map([['Y', true], ['N', false]]) }]; // prettier-ignore
    case 'G':
      return fixedChoice(id(), SEX, item);
    case '5': {
      item.approximate('the ends of the scale had no words: their numbers stand there');
      const ends = { minLabel: { fr: '1' }, maxLabel: { fr: '5' } };
      return one({ type: 'scale', min: 1, max: 5, ...ends });
    }
    case 'L':
    case '!':
    case 'O':
      return choiceQuestion(reading, id(), row, other, attributes, item);
    case 'M':
    case 'P':
      return several(reading, id(), row, other, attributes, item);
    case 'R':
      return ranking(reading, id(), row, attributes, item);
    case 'F':
    case 'H':
    case 'A':
    case 'B':
    case 'C':
    case 'E':
      return matrix(reading, id(), row, attributes, item);
    case '1':
      return dualScale(reading, row, attributes, item);
    case ':':
      return numberGrid(reading, row, attributes, item);
    case ';':
      return textGrid(reading, row, attributes, item);
    case 'Q':
    case 'K':
      return textsOf(reading, id(), row, attributes, item);
    case '|':
      return one(fileQuestion(attributes, item));
    case '*':
      return equation(reading, id(), row, attributes, item);
    default:
      item.drop(
        type === 'I'
          ? 'the language is that of the page'
          : `questions of the type «${type}» have no counterpart (${qid})`,
      );
      return [];
  }
}
