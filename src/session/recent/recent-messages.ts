import type { Decoded } from '@/conventions/convention';
import { pictureFormatOf, type PictureFormat } from '@/conventions/picture-format';
import type { DeviceId } from '@/core/device';
import { limits } from '@/core/limits';
import type { Message } from '@/core/message';

import { shareOf } from './budget';
import { unclaimedText } from '../look-around/unclaimed-text';

const keptInAll = 30_000;
const keptADevice = 50;
/** of the whole home, whoever sent them */
const keptOfHome = 2_000;
/** the page shows the beginning of a long payload; its full size stands beside it */
const shownBytes = 4096;
/** the last payload on each topic, to compare the next with */
const compared = { topics: 20_000, bytes: 16 * 1024 * 1024 } as const;
const pictureBytesInAll = 16 * 1024 * 1024;

/** A payload as it is kept. */
export type Content = {
  /** null: `start` may be shown as it is */
  readonly masked: string | null;
  /** a copy: a view into the socket's buffer would keep all of it alive */
  readonly start: Uint8Array;
  /** of the whole payload */
  readonly bytes: number;
  readonly isCut: boolean;
  /** `bytes`: its own, which may have come in pieces */
  readonly picture: (PictureFormat & { readonly bytes: number }) | null;
};

export type KeptMessage = {
  /** counts up over all devices */
  readonly id: number;
  readonly at: number;
  readonly topic: string;
  readonly retained: boolean;
  readonly device: DeviceId | null;
  /** whom it told of besides, as Frigate of its cameras */
  readonly others: readonly DeviceId[];
  readonly content: Content;
  /** what the message before it on its topic held; null: none was heard, or it is forgotten */
  readonly before: Content | null;
};

/**
 * The last messages of each device and of the whole home, within a bound. What is kept is already masked; bytes that hold
 * no secret become text only when somebody looks.
 */
export type RecentMessages = {
  /** `decoded`: what the conventions made of it; null: none knows it */
  keep(
    device: DeviceId | null,
    message: Message,
    decoded: Pick<Decoded, 'masked' | 'picture'> | null,
    others?: readonly DeviceId[],
  ): KeptMessage;
  /** oldest first; of the whole home with null */
  of(device: DeviceId | null): readonly KeptMessage[];
  /** the picture that a message was, or that was whole with it; a copy. null: it is not kept any more */
  picture(id: number): Uint8Array<ArrayBuffer> | null;
  hasPicture(id: number): boolean;
  forget(device: DeviceId): void;
  forgetAll(): void;
};

export function createRecentMessages(devices: () => number): RecentMessages {
  const byDevice = new Map<DeviceId, KeptMessage[]>();
  const ofHome: KeptMessage[] = [];
  const last = openLast();
  const pictures = new Map<number, Uint8Array>();
  let pictureBytes = 0;
  let nextId = 1;

  function listOf(device: DeviceId): KeptMessage[] {
    let list = byDevice.get(device);
    if (list === undefined) byDevice.set(device, (list = []));
    return list;
  }

  function keepPicture(id: number, bytes: Uint8Array): void {
    pictures.set(id, bytes);
    pictureBytes += bytes.byteLength;
    for (const [oldest, { byteLength }] of pictures) {
      if (pictureBytes <= pictureBytesInAll) break;
      pictures.delete(oldest);
      pictureBytes -= byteLength;
    }
  }

  return {
    keep(device, message, decoded, others = nobody) {
      const { at, topic, retained, payload } = message;
      const whole = decoded?.picture?.bytes ?? payload;
      const picture = pictureIn(whole);
      const content = contentOf(payload, picture === null ? maskedOf(device, message, decoded) : '', picture);
      const kept: KeptMessage = {
        id: nextId++,
        at,
        topic,
        retained,
        device,
        others,
        content,
        before: last.swap(topic, content),
      };
      if (picture !== null) keepPicture(kept.id, whole === payload ? payload.slice() : whole);
      add(ofHome, kept, keptOfHome);
      if (device === null && others.length === 0) return kept;
      const most = shareOf(keptInAll, devices(), keptADevice);
      if (device !== null) add(listOf(device), kept, most);
      for (const other of others) add(listOf(other), kept, most);
      return kept;
    },
    of(device) {
      if (device === null) return ofHome.slice(-keptOfHome);
      return (byDevice.get(device) ?? []).slice(-shareOf(keptInAll, devices(), keptADevice));
    },
    picture(id) {
      const bytes = pictures.get(id);
      return bytes === undefined ? null : new Uint8Array(bytes);
    },
    hasPicture: (id) => pictures.has(id),
    forget: (device) => void byDevice.delete(device),
    forgetAll() {
      byDevice.clear();
      ofHome.length = 0;
      last.clear();
      pictures.clear();
      pictureBytes = 0;
    },
  };
}

const empty = new Uint8Array();
const nobody: readonly never[] = [];

function add(list: KeptMessage[], kept: KeptMessage, most: number): void {
  list.push(kept);
  if (list.length > most * 2) list.splice(0, list.length - most);
}

function contentOf(payload: Uint8Array, masked: string | null, picture: Content['picture']): Content {
  const { byteLength: bytes } = payload;
  if (masked === null)
    return { masked, start: payload.slice(0, shownBytes), bytes, isCut: bytes > shownBytes, picture };
  return { masked: masked.slice(0, shownBytes), start: empty, bytes, isCut: masked.length > shownBytes, picture };
}

/** A reader answers for the messages of the devices that it knows; all else is looked through here. */
function maskedOf(device: DeviceId | null, message: Message, decoded: Pick<Decoded, 'masked'> | null): string | null {
  return decoded?.masked ?? (device === null ? unclaimedText(message) : null);
}

/** One that may be decoded: its size is known before. Most messages are told by their first byte to be none. */
function pictureIn(bytes: Uint8Array): Content['picture'] {
  const first = bytes[0];
  if (first !== 0xff && first !== 0x89 && first !== 0x47 && first !== 0x52) return null;
  const format = bytes.byteLength > limits.pictureBytes ? null : pictureFormatOf(bytes);
  if (format === null || format.width * format.height > limits.picturePixels) return null;
  return { ...format, bytes: bytes.byteLength };
}

/** The newest content of each topic, the topics that were silent longest forgotten first. */
function openLast() {
  const contents = new Map<string, Content>();
  let bytes = 0;

  function drop(topic: string, content: Content): void {
    contents.delete(topic);
    bytes -= sizeOf(content);
  }

  return {
    /** takes the place of what it answers */
    swap(topic: string, content: Content): Content | null {
      const before = contents.get(topic);
      if (before !== undefined) drop(topic, before);
      contents.set(topic, content);
      bytes += sizeOf(content);
      for (const [oldest, one] of contents) {
        if (contents.size <= compared.topics && bytes <= compared.bytes) break;
        drop(oldest, one);
      }
      return before ?? null;
    },
    clear() {
      contents.clear();
      bytes = 0;
    },
  };
}

function sizeOf({ masked, start }: Content): number {
  return start.byteLength + (masked?.length ?? 0) * 2;
}
