import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { mostImageBytes } from '@/credentials/firmware-signing/manifest';
import { signUpdate } from '@/credentials/firmware-signing/sign';
import { packUpdate } from '@/credentials/firmware-signing/update-file';

import { readGiven, writeGiven } from './given-files';
import { describeFlags, readFlags, UsageError, type Flags } from './options';
import { endWithOutput } from './output';

const flags = {
  image: { type: 'string', value: 'FILE', help: 'the image' },
  model: { type: 'string', value: 'TEXT', help: 'the model that it is for, as the device says it' },
  version: { type: 'string', value: 'TEXT', help: 'its version' },
  minimum: { type: 'string', value: 'TEXT', help: 'the version that a device has to run at least (any older one)' },
  key: { type: 'string', value: 'FILE', help: 'signing.key, as Access, Certificates gave it' },
  certificate: { type: 'string', value: 'FILE', help: 'signing.crt' },
  authority: { type: 'string', value: 'FILE', help: 'home-ca.crt' },
  out: { type: 'string', value: 'FILE', help: 'the signed update, to be chosen on the Firmware page' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} satisfies Flags;

const usage = `Signs firmware for devices of Gatehouse's own profile, with a code-signing certificate of the home.

  npm run --silent sign-firmware -- --image camera.bin --model "Still 1" --version 1.5.0 --key signing.key --certificate signing.crt --authority home-ca.crt --out camera-1.5.0.json

${describeFlags(flags)}`;

type Values = ReturnType<typeof readFlags<typeof flags>>;

endWithOutput();
try {
  const values = readFlags(flags, process.argv.slice(2));
  process.stdout.write(`${values.help ? usage : await sign(values)}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function sign(values: Values): Promise<string> {
  const wanted = (flag: Exclude<keyof Values, 'help'>) => {
    const value = values[flag];
    if (value) return value;
    throw new UsageError(`Say --${flag}. --help shows how.`);
  };
  const model = wanted('model');
  const version = wanted('version');
  const out = wanted('out');
  const image = new Uint8Array(readGiven('image', wanted('image')));
  if (image.byteLength === 0 || image.byteLength > mostImageBytes)
    throw new UsageError(`An image has 1 to ${mostImageBytes} bytes, this one ${image.byteLength}.`);
  const certificate = certificateIn('certificate', wanted('certificate'));
  const key = keyIn(wanted('key'));
  if (!certificate.checkPrivateKey(key)) throw new UsageError('The key does not belong to the certificate.');
  const chain = [certificate.raw, certificateIn('authority', wanted('authority')).raw] as const;
  const facts = { model, version, minimumVersion: values.minimum ?? null };
  const manifest = await signUpdate({ key, chain }, image, facts);
  const update = packUpdate({ manifest, image });
  writeGiven('out', out, () => writeFileSync(out, update));
  return `Signed ${version} for ${model}, ${image.byteLength} bytes: ${resolve(out)}`;
}

function certificateIn(flag: string, file: string): X509Certificate {
  const text = readGiven(flag, file);
  try {
    return new X509Certificate(text);
  } catch {
    throw new UsageError(`--${flag}: there is no certificate in ${file}.`);
  }
}

function keyIn(file: string) {
  const text = readGiven('key', file);
  try {
    return createPrivateKey(text);
  } catch {
    throw new UsageError(`--key: there is no private key in ${file}.`);
  }
}
