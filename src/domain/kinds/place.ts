import type { PlaceAnswer } from '../../contract/survey.js';
import type { Entered } from '../entered.js';
import { addKind, WRONG_TYPE } from '../kinds.js';
import { isStorable, textIn } from '../text-rules.js';

function readPlace({ chosen: [option] = [], text, point }: Entered): PlaceAnswer | undefined {
  const address = textIn(text)?.trim();
  const place: PlaceAnswer = {
    ...(option && { option }),
    ...(address && { address }),
    ...(point?.latitude !== undefined && { latitude: point.latitude, longitude: point.longitude }),
  };
  return Object.keys(place).length > 0 ? place : undefined;
}

addKind('place', {
  read: (_, entered) => readPlace(entered),
  enter(_, answer) {
    const { option, address, latitude, longitude } = answer as PlaceAnswer;
    return {
      ...(option !== undefined && { chosen: [option] }),
      ...(address !== undefined && { text: address }),
      ...(latitude !== undefined && { point: { latitude, longitude } }),
    };
  },
  check(question, answer) {
    if (typeof answer !== 'object' || Array.isArray(answer)) return [WRONG_TYPE];
    const place = answer as PlaceAnswer;
    const { option, address, latitude, longitude } = place;
    if (option !== undefined && !question.options?.some(({ id }) => id === option))
      return [{ code: 'not-an-option' }];
    if (address !== undefined && !question.address) return [WRONG_TYPE];
    if (address !== undefined && !isStorable(address)) return [{ code: 'not-storable', at: ['address'] }];
    if (address !== undefined && address.length > 300)
      return [{ code: 'too-long', limit: 300, at: ['address'] }];
    const isPoint = latitude !== undefined || longitude !== undefined;
    if (isPoint && (!question.map || latitude === undefined || longitude === undefined)) return [WRONG_TYPE];
    return [];
  },
});
