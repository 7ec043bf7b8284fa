import type { Anchor } from '../signatures/chain';
import type { Bytes } from './encoding';
import { BasicConstraintsExtension, PemConverter, X509Certificate, X509Crl } from './x509';

export type ReadAnchors =
  | { readonly outcome: 'read'; readonly anchors: readonly Anchor[] }
  /** a sentence of what is wrong with the file */
  | { readonly outcome: 'refused'; readonly reason: string };

const mostBlocks = 20;
const refused = (reason: string): ReadAnchors => ({ outcome: 'refused', reason });

/**
 * The authorities in a file (PEM, RFC 7468: certificates and revocation lists, in any order), each with what it took back. A
 * list counts where it bears the signature of one of them; one that nobody vouches for refuses the file, for whoever put it
 * there believes that it counts. Never throws.
 */
export async function readAnchorFile(text: string): Promise<ReadAnchors> {
  try {
    const blocks = PemConverter.decodeWithHeaders(text).slice(0, mostBlocks);
    if (blocks.some(({ type }) => type.includes('PRIVATE KEY')))
      return refused('There is a private key in it, which has no place there');
    const of = (wanted: string) =>
      blocks.flatMap(({ type, rawData }) => (type === wanted ? [new Uint8Array(rawData)] : []));
    const authorities = of('CERTIFICATE').map((der) => ({ der, certificate: new X509Certificate(der) }));
    if (authorities.length === 0) return refused('There is no certificate in it');
    if (authorities.some(({ certificate }) => certificate.getExtension(BasicConstraintsExtension)?.ca !== true))
      return refused('A certificate in it is not that of an authority');
    const revoked = new Map<Bytes, Set<string>>(authorities.map(({ der }) => [der, new Set()]));
    for (const der of of('X509 CRL')) {
      const list = new X509Crl(der);
      const issuer = await issuerOf(list, authorities);
      if (issuer === null) return refused('A list of revoked certificates in it is not signed by its authority');
      for (const { serialNumber } of list.entries) revoked.get(issuer)?.add(serialNumber.toLowerCase());
    }
    return {
      outcome: 'read',
      anchors: [...revoked].map(([certificate, serials]) => ({ certificate, revoked: serials })),
    };
  } catch {
    return refused('What stands in it is no certificate');
  }
}

async function issuerOf(
  list: X509Crl,
  authorities: readonly { readonly der: Bytes; readonly certificate: X509Certificate }[],
): Promise<Bytes | null> {
  for (const { der, certificate } of authorities)
    if (list.issuer === certificate.subject && (await list.verify({ publicKey: certificate }))) return der;
  return null;
}
