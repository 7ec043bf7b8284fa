/** The files that are brought to the broker, under the names that the lines below give them. */
export const fileNames = {
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

/** The same as steps for a person at the broker's computer. */
export const mosquittoSteps: readonly string[] = [
  `Copy the files to ${folder}, readable by the user mosquitto alone.`,
  'Put these lines into a file in /etc/mosquitto/conf.d/.',
  'Restart Mosquitto: “systemctl restart mosquitto”. Devices and pages reconnect within seconds.',
];

/** What a list of revoked certificates does, which is less than one hopes, and more than one fears. */
export const listSteps: readonly string[] = [
  `Copy ${fileNames.list} to ${folder}.`,
  'Tell Mosquitto to read it again: “systemctl reload mosquitto”. Whoever is connected stays so until it reconnects.',
];
