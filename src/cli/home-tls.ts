import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { toPem } from '@/credentials/certificates/encoding';
import { newHomeCa } from '@/credentials/certificates/home-ca';
import { issueForBroker } from '@/credentials/certificates/issue';
import { dayMs } from '@/credentials/certificates/lifetimes';
import { readServerNames } from '@/credentials/certificates/server-names';

/** What a server of this machine shows, and who vouches for it. */
export type HomeTls = {
  /** PEM */
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  /** where whoever is to trust it finds the authority */
  readonly caFile: string;
  readonly isNew: boolean;
};

const files = { ca: 'home-ca.crt', cert: 'server.crt', key: 'server.key' } as const;
const renewBeforeMs = 30 * dayMs;

/**
 * The certificate of `npm start -- --tls`, made at the first start and kept in `directory`. The key of its authority signs this
 * one certificate and is forgotten: whoever trusts the authority never has to fear that somebody signs another with it.
 * When its year is nearly over both are made anew, and trusted anew.
 */
export async function openHomeTls(directory: string, now: number): Promise<HomeTls> {
  const caFile = join(directory, files.ca);
  const kept = readKept(directory, now);
  if (kept !== null) return { ...kept, caFile, isNew: false };
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  // nobody opens the backup: it is not kept
  const passphrase = Buffer.from(randomBytes(24)).toString('base64url');
  const { ca } = await newHomeCa({ name: `Gatehouse on ${hostname()}`, now, passphrase, randomBytes });
  const names = readServerNames(`localhost 127.0.0.1 ::1`);
  if (names.outcome === 'refused') throw new Error('these are names');
  const { issued, privateKeyPem } = await issueForBroker({ ca, now, randomBytes }, names.names);
  const made = {
    key: privateKeyPem,
    cert: toPem(issued.der, 'CERTIFICATE'),
    ca: toPem(ca.certificate, 'CERTIFICATE'),
  };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [part, name] of Object.entries(files))
    writeFileSync(join(directory, name), made[part as keyof typeof files], { mode: 0o600 }); // the same three parts
  return { ...made, caFile, isNew: true };
}

/** null: there is none, or a part is missing, does not belong to the others, or ends soon */
function readKept(directory: string, now: number): Pick<HomeTls, 'key' | 'cert' | 'ca'> | null {
  try {
    const read = (name: string) => readFileSync(join(directory, name), 'utf8');
    const kept = { key: read(files.key), cert: read(files.cert), ca: read(files.ca) };
    const certificate = new X509Certificate(kept.cert);
    const isWhole = certificate.verify(new X509Certificate(kept.ca).publicKey);
    return isWhole && Date.parse(certificate.validTo) - now > renewBeforeMs ? kept : null;
  } catch {
    return null;
  }
}

/** How a browser comes to trust it, for whoever reads the terminal. */
export function trustLines({ caFile, isNew }: HomeTls): readonly string[] {
  const lines = [
    `Trust ${caFile}, or every browser will warn of this page:`,
    '  Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import',
    '  Chrome and Edge: Settings, Privacy and security, Security, Manage certificates, Trusted, Import',
  ];
  return isNew ? ['A new authority was made for this computer.', ...lines] : lines;
}
