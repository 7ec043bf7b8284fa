import { importPKCS8 } from 'jose';

import { issueForSigning, newHomeCa } from '../certificates/issuing';
import { signUpdate } from './sign';
import type { Manifest } from './manifest';

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** A workshop of a test, with a code-signing certificate of an authority of that name. */
export async function openWorkshop(authority: string, now: number) {
  const { ca } = await newHomeCa({ name: authority, now, passphrase: 'seven crows on a wire', randomBytes });
  const { issued, privateKeyPem } = await issueForSigning({ ca, now, randomBytes }, 'Workshop');
  const key = await importPKCS8(privateKeyPem, 'ES256');
  return {
    ca,
    serial: issued.serial,
    sign: (image: Uint8Array<ArrayBuffer>, facts: Partial<Pick<Manifest, 'model' | 'version' | 'minimumVersion'>>) =>
      signUpdate({ key, chain: [issued.der, ca.certificate] }, image, {
        model: 'Reference camera',
        version: '1.1.0',
        minimumVersion: null,
        ...facts,
      }),
  };
}
export type Workshop = Awaited<ReturnType<typeof openWorkshop>>;
