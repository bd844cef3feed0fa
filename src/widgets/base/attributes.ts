/** Whether it may name a consultation. */
export function isSlug(consultation: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(consultation);
}

/** Whether it is the address of a platform, or of one on the page's own site. */
export function isAddress(api: string): boolean {
  // A link takes what is no address, where `new URL` throws and older browsers have no `URL.canParse`.
  const { protocol } = Object.assign(document.createElement('a'), { href: api });
  // «consultation.example» would be a page of the host's own.
  return /^http/.test(protocol) && /^(https?:\/)?[/.]/i.test(api);
}
