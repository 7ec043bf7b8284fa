import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
} from './x509';

/** Was it issued for signing code (RFC 5280 §4.2.1.12), and for nothing above that? */
export function isForSigningCode(certificate: X509Certificate): boolean {
  const usages = certificate.getExtension(ExtendedKeyUsageExtension)?.usages ?? [];
  const mayBe = certificate.getExtension(KeyUsagesExtension)?.usages ?? KeyUsageFlags.digitalSignature;
  const isAuthority = certificate.getExtension(BasicConstraintsExtension)?.ca === true;
  return (
    usages.includes(ExtendedKeyUsage.codeSigning) && (mayBe & KeyUsageFlags.digitalSignature) !== 0 && !isAuthority
  );
}
