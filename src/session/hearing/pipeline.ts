import type { Convention, Decoded, LazyConvention, Reader } from '@/conventions/convention';
import { withDepth } from '@/conventions/too-deep';
import type { DeviceId } from '@/core/device';
import { forgetHome, openChanges, openHome, type Changes, type Home } from '@/core/home';
import { foldAll } from '@/core/fold/fold';
import { maskedText } from '@/core/mask';
import type { Message } from '@/core/message';
import type { ConventionName, Observation, Problem } from '@/core/observation';
import type { State, StateKey } from '@/core/state';

import { openReaders, type Readers } from './readers';

/** What became of one message. `device` is whom it was about, null where nobody is known for it. */
export type Heard = { readonly device: DeviceId | null; readonly decoded: Decoded | null };

/**
 * Message → observations → home: the one way from the wire into the house, live, in a replay and in the benchmark.
 * Costs the same whatever the number of devices. Every reader that knows the topic reads the message: a state of
 * Zigbee2MQTT is its discovery's state as well. Of one message each fact of a device is believed once, from the first
 * reader that tells it, so the order of the conventions says who is nearer to the device.
 */
export type Pipeline = {
  readonly home: Home;
  readonly readers: readonly Reader[];
  readonly changes: Changes;
  /** before `hear`, where a convention may have to be loaded first */
  readonly prepare: Readers['prepare'];
  hear(message: Message): Heard;
  /** everything is forgotten, and told as removed */
  forget(): void;
};

export function openPipeline(
  conventions: readonly (Convention | LazyConvention)[],
  onProblem: (problem: Problem, by: ConventionName) => void,
): Pipeline {
  const home = openHome();
  const changes = openChanges();
  const opened = openReaders(conventions, onProblem);
  const { all: readers, prepare, forget: forgetReaders } = opened;

  function hear(message: Message): Heard {
    let told: Decoded | null = null;
    for (const reader of opened.loaded) {
      const decoded = reader.read(message);
      if (decoded === null) continue;
      for (const problem of decoded.problems) onProblem(withDepth(problem, message), reader.convention);
      const fresh: readonly Observation[] =
        told === null ? decoded.observations : newsIn(home, told.observations, decoded.observations);
      foldAll(home, fresh, changes);
      told = told === null ? decoded : join(told, decoded, fresh);
    }
    const first = told?.observations[0];
    if (first === undefined) {
      for (const reader of readers) reader.hold?.(message);
      return { device: null, decoded: told };
    }
    return { device: home.byVoice.get(first.device) ?? null, decoded: told };
  }

  function forget(): void {
    forgetHome(home, changes);
    forgetReaders();
  }

  return { home, readers, changes, prepare, hear, forget };
}

function join(told: Decoded, more: Decoded, fresh: readonly Observation[]): Decoded {
  return {
    ...told,
    ...more,
    observations: fresh.length === 0 ? told.observations : [...told.observations, ...fresh],
    problems: [...told.problems, ...more.problems],
    masked: joinMasked(told.masked, more.masked),
  };
}

/** What either hides stays hidden; where they hide different things, all is. */
function joinMasked(one: string | null, other: string | null): string | null {
  if (one === null || other === null || one === other) return one ?? other;
  return maskedText;
}

/** `more` without what `told` says already of the same devices. */
function newsIn(home: Home, told: readonly Observation[], more: readonly Observation[]): readonly Observation[] {
  if (told.length === 0) return more;
  return more.flatMap((observation) => {
    const left = withoutTold(home, told, observation);
    return left === null ? [] : [left];
  });
}

function withoutTold(home: Home, told: readonly Observation[], observation: Observation): Observation | null {
  const { fact } = observation;
  if (fact.type === 'identity' || fact.type === 'removed') return observation;
  const device = home.byVoice.get(observation.device);
  let left = observation;
  for (const one of told) {
    if (one.fact.type !== fact.type || home.byVoice.get(one.device) !== device) continue;
    if (one.fact.type !== 'state' || left.fact.type !== 'state') return null;
    const state = without(left.fact.state, one.fact.state);
    if (state === null) return null;
    left = { ...observation, fact: { type: 'state', state } };
  }
  return left;
}

function without(state: State, told: State): State | null {
  const left = Object.entries(state).filter(([key]) => told[key as StateKey] === undefined); // the keys of a State
  return left.length === 0 ? null : Object.fromEntries(left);
}
