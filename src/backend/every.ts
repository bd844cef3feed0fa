/**
 * Has `work` done every `period` milliseconds, until `clearInterval`, without keeping the process alive for it.
 */
export function every(period: number, work: () => void): ReturnType<typeof setInterval> {
  const timer = setInterval(work, period);
  // In a browser, as in a story, it is a number.
  if (typeof timer === 'object') timer.unref();
  return timer;
}
