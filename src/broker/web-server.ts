import { webAddress, type Address } from './address';

const patienceMs = 3000;

/**
 * Does a web server answer at the address where no WebSocket could be opened? The browser hides why a WebSocket failed,
 * but resolves an opaque fetch when there was any HTTP answer. Sends no credentials and reads nothing. Follows redirects,
 * because an opaque fetch fails on each without (Fetch §4.1, main fetch).
 */
export async function answersAsWebServer(address: Address, signal: AbortSignal): Promise<boolean> {
  const enough = new AbortController();
  const stop = () => enough.abort();
  const timer = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop);
  try {
    await fetch(webAddress(address), {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: enough.signal,
    });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop(); // the body is of no interest
  }
}
