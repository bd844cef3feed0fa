/**
 * To which of the `registered` sites a frame may tell its height: the one around it, as `ancestor` (what the browser
 * says of the page around) or else `referrer` (who asked for this one) names it. Where neither does, each registered
 * site is addressed, since a browser delivers a message to its addressee alone; anybody at all never is.
 */
export function addressees(
  registered: readonly string[],
  { ancestor, referrer }: { ancestor: string | undefined; referrer: string },
): string[] {
  // A browser that hides who is around says `null`.
  const named = ancestor === 'null' ? undefined : ancestor;
  const around = named ?? (referrer === '' ? undefined : new URL(referrer).origin);
  return registered.filter((origin) => around === undefined || origin === around);
}
