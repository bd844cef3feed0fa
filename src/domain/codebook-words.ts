import type { LocalizedText } from '../contract/text.js';

/** Words for what citizens may answer that no definition words, and for the parts of columns' labels. */
export const CODEBOOK_WORDS = {
  yes: { fr: 'Oui', en: 'Yes' },
  no: { fr: 'Non', en: 'No' },
  unsure: { fr: 'Je ne sais pas', en: 'I don’t know' },
  other: { fr: 'Autre', en: 'Other' },
  otherText: { fr: 'Autre, précisions', en: 'Other, specified' },
  equal: { fr: 'Aussi importants l’un que l’autre', en: 'Equally important' },
  chosen: { fr: 'Choisi', en: 'Chosen' },
  notChosen: { fr: 'Non choisi', en: 'Not chosen' },
  given: { fr: 'Consentement donné', en: 'Consent given' },
  rank: { fr: 'Rang', en: 'Rank' },
  position: { fr: 'Position', en: 'Position' },
  count: { fr: 'Nombre', en: 'Number' },
  fileName: { fr: 'Nom du fichier', en: 'File name' },
  fileId: { fr: 'Identifiant du fichier', en: 'File identifier' },
  fileSize: { fr: 'Taille en octets', en: 'Size in bytes' },
  address: { fr: 'Adresse', en: 'Address' },
  latitude: { fr: 'Latitude', en: 'Latitude' },
  longitude: { fr: 'Longitude', en: 'Longitude' },
  place: { fr: 'Lieu', en: 'Place' },
} as const satisfies Record<string, LocalizedText>;

/** A label made of two: «Quels moyens ? – Vélo». English only where both have it. */
export function labelled(one: LocalizedText, other: LocalizedText | number): LocalizedText {
  const [fr, en] = typeof other === 'number' ? [`${other}`, `${other}`] : [other.fr, other.en];
  return {
    fr: `${one.fr} – ${fr}`,
    ...(one.en !== undefined && en !== undefined && { en: `${one.en} – ${en}` }),
  };
}
