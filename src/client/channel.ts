/** How the tabs of one site tell each other; nothing where the browser has no such means, or refuses it. */
export function openChannel(
  name: string,
  hear: (event: MessageEvent<string>) => void,
): BroadcastChannel | undefined {
  try {
    return Object.assign(new BroadcastChannel(name), { onmessage: hear });
  } catch {
    return undefined;
  }
}
