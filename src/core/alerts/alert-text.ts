import type { AlertFix, AlertSignal, Evidence, Sighting } from './alert';
import { cut, shortened } from '../cut';
import { limits } from '../limits';
import { maskText } from '../mask';
import { shortHash } from '../short-hash';

/**
 * A text as an alert tells it: no longer than a text may be, and without the password of an address. Whoever writes it and
 * whoever reads it do the same, and nothing is changed twice, or two observers would correct each other for ever.
 */
export function toldText(text: string): string {
  return cut(maskText(text));
}

/** Where it was seen, likewise, but letter by letter: a topic, or the id of a device. */
export function toldPlace(text: string): string {
  return shortened(maskText(text));
}

/** What an alert is about, likewise; two long ones stay two. */
export function toldSubject(subject: string): string {
  const text = maskText(subject);
  if (text.length <= limits.textLength) return text;
  const mark = `…${shortHash(text).toString(36)}`;
  return text.slice(0, limits.textLength - mark.length) + mark;
}

/** What was seen, in texts as alerts tell them. */
export function toldSignal(signal: AlertSignal): AlertSignal {
  if (signal.type === 'seen') return { ...signal, sighting: toldSighting(signal.sighting) };
  return { ...signal, subject: toldSubject(signal.subject), evidence: toldEvidence(signal.evidence) };
}

function toldSighting(sighting: Sighting): Sighting {
  const { subject, device, title, evidence, fix } = sighting;
  return {
    ...sighting,
    subject: toldSubject(subject),
    device: device === null ? null : toldPlace(device),
    title: toldText(title),
    evidence: evidence.map(toldEvidence),
    fix: fix && toldFix(fix),
  };
}

function toldEvidence({ t, topic, text }: Evidence): Evidence {
  return { t, topic: toldPlace(topic), text: toldText(text) };
}

function toldFix({ kind, label }: AlertFix): AlertFix {
  return { kind, label: toldText(label) };
}
