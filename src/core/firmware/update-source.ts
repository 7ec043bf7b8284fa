/** Where a device fetches its next firmware from, by its own word: it takes whatever lies there. */
export type UpdateSource = { readonly url: string };

/** longer than any device keeps (Tasmota: 100) */
const longest = 250;
/** nothing in it that one reader takes for the end of the host, or for a name before it, and another does not */
const plain = /^https?:\/\/([a-z\d.-]+|\[[\da-f:.]+\])(?::\d+)?(?:\/|$)/i;
/** one label of these is the internet's, not the home's */
const publicLabels =
  /^(?:ai|app|arpa|biz|ch|cn|co|com|de|dev|edu|eu|fr|gov|info|int|io|me|mil|mobi|name|net|nl|org|ru|tk|tv|uk|us|xyz)$/;
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
  if (address.protocol !== 'http:' && address.protocol !== 'https:')
    return 'It would fetch its firmware in a way that nobody checks. Set its OtaUrl to an https address.';
  if (!isPlain(url, address))
    return 'It would fetch its firmware from an address that can be read in two ways. Set its OtaUrl to a plain https address.';
  if (address.protocol === 'https:' || isInHome(address.hostname)) return null;
  return 'It would fetch its firmware from the internet without https, where anybody on the way could change it. Set its OtaUrl to an https address, or to one within your home.';
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A device has a reader of its own: what it would take for another host than we do goes nowhere. */
function isPlain(text: string, { hostname }: URL): boolean {
  const written = plain.exec(text)?.[1]?.toLowerCase();
  // 012.0.0.1 is 10.0.0.1 to a browser, and 12.0.0.1 to many a device
  return /^[\x21-\x7e]*$/.test(text) && (written === hostname || written?.startsWith('[') === true);
}

/** Loopback, RFC 1918, link-local and unique local addresses, and names that only the home resolves. */
function isInHome(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host.endsWith('.') && !homeNames.test(host.slice(0, -1))) return false;
  if (host.startsWith('[')) return isInHomeV6(host.slice(1, -1));
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (octets === null) return host.includes('.') ? homeNames.test(host.replace(/\.$/, '')) : isOfHome(host);
  const [first, second] = [Number(octets[1]), Number(octets[2])];
  if (first === 127 || first === 10) return true;
  if (first === 172) return second >= 16 && second <= 31;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}

/** A single label, which a resolver completes with the name of the home. */
function isOfHome(label: string): boolean {
  return label !== '' && !publicLabels.test(label);
}

/** As `URL` writes them: compressed, lower case. An IPv4 address inside one is none of the home. */
function isInHomeV6(address: string): boolean {
  return address === '::1' || /^f[cd][\da-f]{2}:/.test(address) || /^fe[89ab][\da-f]:/.test(address);
}
