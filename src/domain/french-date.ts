/**
 * A French date as the Office québécois de la langue française asks and Intl does not write it: «1er mai», «9 h 05»,
 * «9 h», with no-break spaces where a line must not end (Banque de dépannage linguistique, «Écriture de l'heure»).
 */
export function quebecDate(formatted: string): string {
  return formatted
    .replace(/^1(?=\s)/, '1er')
    .replace(/^(\d+(?:er)?)\s/, '$1\u00a0')
    .replace(/\b0?(\d{1,2})\s*h\s*(\d\d)$/, (_, hour: string, minutes: string) =>
      minutes === '00' ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minutes}`,
    );
}
