import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import type { Decoded } from '../convention';
import { pictureFormatOf } from '../picture-format';
import type { Assembly } from './assembly';
import { momentIn } from './device-clock';
import { isPiece, readPiece } from './piece';

/** A picture, or a piece of one (README.md, "Pictures"). What can be shown of its bytes as a message is a sentence. */
export function readImage(voice: VoiceKey, assembly: Assembly, message: Message): Decoded {
  const { payload } = message;
  if (payload.byteLength > limits.pictureBytes)
    return told(voice, message, { masked: '(a picture)', problem: 'A picture is larger than 4 MiB and was not read' });
  if (!isPiece(payload)) return readWhole(voice, message, payload.slice(), null, '(a picture)');
  const piece = readPiece(payload);
  if (piece === null)
    return told(voice, message, {
      masked: '(a picture)',
      problem: 'A piece of a picture has a header that makes no sense',
    });
  const masked = `(piece ${piece.index + 1} of ${piece.count} of a picture)`;
  const assembled = assembly.take(voice, piece);
  switch (assembled.outcome) {
    case 'repeated':
      return told(voice, message, { masked });
    case 'refused':
      return told(voice, message, { masked, problem: assembled.reason });
    case 'waiting':
      return told(voice, message, { masked, problem: assembled.lost });
    case 'whole':
      return readWhole(voice, message, assembled.bytes, momentIn(piece.takenAt, message.at), masked, assembled.lost);
  }
}

function readWhole(
  voice: VoiceKey,
  message: Message,
  bytes: Uint8Array,
  taken: number | null,
  masked: string,
  lost: string | null = null,
): Decoded {
  const format = pictureFormatOf(bytes);
  if (format === null) return told(voice, message, { masked, problem: 'A picture is of no kind that browsers show' });
  const { type, width, height } = format;
  if (width * height > limits.picturePixels)
    return told(voice, message, { masked, problem: 'A picture has more than 40 million pixels and was not read' });
  const fact: Fact = { type: 'picture', picture: { type, bytes: bytes.byteLength, takenAt: taken } };
  return { ...told(voice, message, { masked, problem: lost, fact }), picture: { voice, bytes } };
}

type Told = { readonly masked: string; readonly problem?: string | null; readonly fact?: Fact };

function told(voice: VoiceKey, message: Message, { masked, problem = null, fact }: Told): Decoded {
  const { at, retained, topic } = message;
  const facts: Fact[] = [...(retained ? [] : [{ type: 'heard', at } as const]), ...(fact === undefined ? [] : [fact])];
  return {
    observations: facts.map((one) => ({ device: voice, convention: 'gatehouse', at, retained, fact: one })),
    problems: problem === null ? [] : [{ topic, reason: problem }],
    masked,
  };
}
