/** Does this host name stay on this machine (RFC 6761 §6.3, RFC 5735 §3)? */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

/** Can somebody on the network read what is said to the broker at `url`? On this machine there is no network. */
export function travelsInClear(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'ws:' && !isLoopback(hostname);
}
