/** The whole SHA-256 of a certificate, from hexadecimal digits, as OpenSSL (`x509 -fingerprint -sha256`) and phones show it: "AB:01:…". */
export function fingerprintWords(sha256: string): string {
  return sha256.toUpperCase().match(/../g)?.join(':') ?? sha256;
}
