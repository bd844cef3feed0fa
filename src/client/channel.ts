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

/** Runs `work` while no other tab runs work of that name; at once where the browser has no locks, or refuses them. */
export async function inTurn(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(name, work);
  } catch {
    await work();
  }
}
