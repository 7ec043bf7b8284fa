/** The files that are brought to the broker, under the names that the lines below give them. */
const fileNames = {
  ca: 'home-ca.crt',
  certificate: 'broker.crt',
  key: 'broker.key',
  list: 'revoked.crl',
} as const;

const folder = '/etc/mosquitto/certs';

/**
 * What Mosquitto has to be told: one port where devices log in with their certificate and nothing else, one for pages. The
 * CRL line stands only where there is a list: Mosquitto does not start when the file is missing.
 */
export function mosquittoLines({ hasList }: { readonly hasList: boolean }): readonly string[] {
  const tls = [
    `cafile ${folder}/${fileNames.ca}`,
    `certfile ${folder}/${fileNames.certificate}`,
    `keyfile ${folder}/${fileNames.key}`,
  ];
  return [
    '# devices, each with its certificate',
    'listener 8883',
    ...tls,
    'require_certificate true',
    'use_identity_as_username true',
    ...(hasList ? [`crlfile ${folder}/${fileNames.list}`] : []),
    '',
    '# pages and people, with a password',
    'listener 8884',
    'protocol websockets',
    ...tls,
  ];
}
