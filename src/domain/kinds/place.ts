import type { PlaceAnswer } from '../../contract/survey.js';
import type { Entered } from '../entered.js';
import { addKind, WRONG_TYPE } from '../kinds.js';
import { isLine, lineIn } from '../text-rules.js';

function readPlace({ chosen: [option] = [], text, point }: Entered): PlaceAnswer | undefined {
  const address = lineIn(text)?.trim();
  const place: PlaceAnswer = {
    ...(option && { option }),
    ...(address && { address }),
    ...(point?.latitude !== undefined && { latitude: point.latitude, longitude: point.longitude }),
  };
  return Object.keys(place).length > 0 ? place : undefined;
}

const FIELDS = ['option', 'address', 'latitude', 'longitude'];

const isWithin = (degrees: unknown, most: number) => typeof degrees === 'number' && Math.abs(degrees) <= most;

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
    // What is no place by the contract may be another kind of answer, with any numbers in it.
    const place = answer as PlaceAnswer;
    if (!Object.keys(place).every((name) => FIELDS.includes(name))) return [WRONG_TYPE];
    const { option, address, latitude, longitude } = place;
    if (option !== undefined && !question.options?.some(({ id }) => id === option))
      return [{ code: 'not-an-option' }];
    if (address !== undefined) {
      if (!question.address) return [WRONG_TYPE];
      if (typeof address !== 'string' || !isLine(address)) return [{ code: 'not-storable', at: ['address'] }];
      if (address.length > 300) return [{ code: 'too-long', limit: 300, at: ['address'] }];
    }
    const isPoint = latitude !== undefined || longitude !== undefined;
    if (isPoint && (!question.map || latitude === undefined || longitude === undefined)) return [WRONG_TYPE];
    if (isPoint && !(isWithin(latitude, 90) && isWithin(longitude, 180))) return [WRONG_TYPE];
    return [];
  },
});
