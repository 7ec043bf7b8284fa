/** Where a device fetches its next firmware from, by its own word: it takes whatever lies there. */
export type UpdateSource = { readonly url: string };

/** longer than any device keeps (Tasmota: 100) */
const longest = 250;
/** names that only a resolver of the home knows (RFC 6762, RFC 8375; .lan is what routers use) */
const homeNames = /(?:\.local|\.lan|\.home\.arpa)$/;

/** Nothing that is longer than a device could keep, or that begins like no address. */
export function isUpdateSource(text: string): boolean {
  return text.length <= longest && /^[a-z][a-z\d+.-]*:\/\//i.test(text);
}

/**
 * Why nothing may be fetched from there, with what to do; null: it may. Only https tells who answers; plain http is
 * believed within the home, where whoever could change the answer on its way is in the house already.
 */
export function reasonAgainstSource({ url }: UpdateSource): string | null {
  const address = readUrl(url);
  if (address === null)
    return 'It would fetch its firmware from what is no web address. Set its OtaUrl to an https address.';
  if (address.protocol === 'https:') return null;
  if (address.protocol !== 'http:')
    return 'It would fetch its firmware in a way that nobody checks. Set its OtaUrl to an https address.';
  if (isInHome(address.hostname)) return null;
  return 'It would fetch its firmware from the internet without https, where anybody on the way could change it. Set its OtaUrl to an https address, or to one within your home.';
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Loopback, RFC 1918, link-local and unique local addresses, and names that only the home resolves. */
function isInHome(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return isInHomeV6(host.slice(1, -1));
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (octets === null) return host !== '' && (!host.includes('.') || homeNames.test(host));
  const [first, second] = [Number(octets[1]), Number(octets[2])];
  if (first === 127 || first === 10) return true;
  if (first === 172) return second >= 16 && second <= 31;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}

/** As `URL` writes them: compressed, lower case. An IPv4 address inside one is none of the home. */
function isInHomeV6(address: string): boolean {
  return address === '::1' || /^f[cd][\da-f]{2}:/.test(address) || /^fe[89ab][\da-f]:/.test(address);
}
