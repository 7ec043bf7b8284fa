import { differenceOf, type Difference } from '@/core/message-difference';
import type { ShownContent, ShownMessage } from '@/core/shown-message';

import type { Content, KeptMessage } from './recent-messages';

/** What a page is told of a message, with its difference from the one before it on its topic. */
export function showMessage(
  { id, at, topic, retained, device, content, before }: KeptMessage,
  leftOut: number,
  hasPicture: boolean,
): ShownMessage {
  return {
    id,
    at,
    topic,
    retained,
    bytes: content.bytes,
    device,
    content: shownContent(content, hasPicture),
    difference: before === null ? { kind: 'first' } : compared(before, content),
    leftOut,
  };
}

/** What can be looked for in a message besides its topic; '' where nothing of it is shown as text. */
export function shownTextOf(content: Content): string {
  return textOf(content) ?? '';
}

/** The same payload, as far as it is kept: its size and its first 4 kB. */
export function isSameContent(one: Content, other: Content): boolean {
  if (one.bytes !== other.bytes || one.masked !== other.masked || one.start.length !== other.start.length) return false;
  if (one.picture !== null || other.picture !== null) return false; // told by its own device (`core/picture-words`)
  for (let at = 0; at < one.start.length; at++) if (one.start[at] !== other.start[at]) return false;
  return true;
}

function shownContent(content: Content, hasPicture: boolean): ShownContent {
  if (content.bytes === 0) return { kind: 'empty' };
  if (content.picture !== null) return { kind: 'picture', ...content.picture, isKept: hasPicture };
  const text = textOf(content);
  if (text === null) return { kind: 'binary' };
  return { kind: 'text', text, isCut: content.isCut };
}

function compared(before: Content, after: Content): Difference {
  if (isSameContent(before, after)) return { kind: 'same' };
  // "(piece 2 of 4 of a picture)": what is said of a payload is no payload to compare
  if (isDescribed(before) || isDescribed(after)) return { kind: 'other' };
  const [old, now] = [textOf(before), textOf(after)];
  return old === null || now === null ? { kind: 'other' } : differenceOf(old, now);
}

function isDescribed({ masked }: Content): boolean {
  return masked !== null && /^\(.*\)$/.test(masked);
}

// a byte that is no text is told as such, but not the character that was cut at 4 kB
const decoder = new TextDecoder('utf-8', { fatal: true });
// oxlint-disable-next-line no-control-regex -- they are what tells bytes from text
const control = /[\0-\x08\x0e-\x1f\x7f]/;

/** null: it is no text. */
function textOf({ masked, start, picture }: Content): string | null {
  if (picture !== null) return null;
  if (masked !== null) return masked;
  try {
    const text = decoder.decode(start, { stream: true });
    return control.test(text) ? null : text;
  } catch {
    return null;
  } finally {
    // what a stream holds back for the next bytes is none of theirs
    flush();
  }
}

function flush(): void {
  try {
    decoder.decode();
  } catch {
    // it held the beginning of a character, or what made it throw
  }
}
