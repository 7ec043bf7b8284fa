import type { Convention, Decoded, Reader } from '@/conventions/convention';
import type { DeviceId } from '@/core/device';
import { fold, forgetHome, openChanges, openHome, type Changes, type Home } from '@/core/home';
import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';

/** What became of one message. `device` is whom it was about, null where nobody is known for it. */
export type Heard = { readonly device: DeviceId | null; readonly decoded: Decoded | null };

/**
 * Message → observations → home: the one way from the wire into the house, live, in a replay and in the benchmark.
 * Costs the same whatever the number of devices.
 */
export type Pipeline = {
  readonly home: Home;
  readonly readers: readonly Reader[];
  readonly changes: Changes;
  hear(message: Message): Heard;
  /** everything is forgotten, and told as removed */
  forget(): void;
};

export function openPipeline(conventions: readonly Convention[], onProblem: (problem: Problem) => void): Pipeline {
  const home = openHome();
  const changes = openChanges();
  const readers: Reader[] = [];
  open();

  function open(): void {
    readers.splice(0, readers.length, ...conventions.map((convention) => convention.open()));
  }

  function hear(message: Message): Heard {
    for (const reader of readers) {
      const decoded = reader.read(message);
      if (decoded === null) continue;
      for (const observation of decoded.observations) fold(home, observation, changes);
      for (const problem of decoded.problems) onProblem(problem);
      const first = decoded.observations[0];
      return { device: first === undefined ? null : (home.byVoice.get(first.device) ?? null), decoded };
    }
    return { device: null, decoded: null };
  }

  function forget(): void {
    forgetHome(home, changes);
    open();
  }

  return { home, readers, changes, hear, forget };
}
