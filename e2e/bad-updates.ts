import { updateRefusals } from '@/credentials/firmware-signing/refusal-words';
import type { UpdateFile } from '@/credentials/firmware-signing/update-file';

/** What is signed about an image, by whoever has the key. */
export type Sign = (
  image: Uint8Array<ArrayBuffer>,
  facts: { readonly model: string; readonly version: string },
) => Promise<string>;

export type BadUpdate = UpdateFile & {
  readonly name: string;
  /** the sentence with which it is refused, by the page and by the device */
  readonly reason: string;
};

/** The four updates that nobody may install on a device of that model which runs 1.0.0, each bad in one thing alone. */
export async function badUpdates(
  sign: Sign,
  model: string,
  image: Uint8Array<ArrayBuffer>,
): Promise<readonly BadUpdate[]> {
  const good = await sign(image, { model, version: '1.1.0' });
  return [
    { name: 'wrong-signature', manifest: withAnotherEnd(good), image, reason: updateRefusals.signature },
    {
      name: 'another-model',
      manifest: await sign(image, { model: 'Still 2', version: '1.1.0' }),
      image,
      reason: updateRefusals.model,
    },
    {
      name: 'older',
      manifest: await sign(image, { model, version: '0.9.0' }),
      image,
      reason: updateRefusals.older,
    },
    { name: 'cut', manifest: good, image: image.slice(0, -1), reason: updateRefusals.size },
  ];
}

/** The same statement under a signature that nobody made. */
function withAnotherEnd(jws: string): string {
  const end = jws.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA';
  return jws.slice(0, -end.length) + end;
}
