import type { Device, DeviceId } from '@/core/device';

import type { HomeStore } from './home-store';

/** Something that can be read and tells when it changed. */
export type Source<T> = {
  read(): T;
  /** returns its undo */
  subscribe(wake: () => void): () => void;
};

/**
 * Something derived from all devices (a sorted list, a tally). `aspect` is the little of a device that it depends on;
 * undefined: the device plays no part. `build` runs only when some aspect changed, at most once in `everyMs`.
 */
export type DeviceView<Aspect, Result> = {
  aspect(device: Device): Aspect | undefined;
  same(before: Aspect, after: Aspect): boolean;
  build(aspects: ReadonlyMap<DeviceId, Aspect>): Result;
  readonly everyMs: number;
};

/** Calls back after `delayMs`; returns its undo. */
type Schedule = (run: () => void, delayMs: number) => () => void;

const pageSchedule: Schedule = (run, delayMs) => {
  // oxlint-disable-next-line no-restricted-globals -- the page's own timer is the default of an argument
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * `view` over `store`: a batch costs what it touched, never the number of devices. Between builds `read` keeps
 * answering the same object. While nobody reads it, it follows nothing and catches up when asked.
 */
export function openDeviceView<Aspect, Result>(
  store: HomeStore,
  view: DeviceView<Aspect, Result>,
  schedule: Schedule = pageSchedule,
): Source<Result> {
  const aspects = new Map<DeviceId, Aspect>();
  const readers = new Set<() => void>();
  let built: { readonly result: Result } | null = null;
  let followed = -1;
  let stale = false;
  let resting: (() => void) | null = null;
  let unfollow: (() => void) | null = null;

  function take(id: DeviceId): void {
    const device = store.read(`device ${id}`);
    const before = aspects.get(id);
    const after = device && view.aspect(device);
    if (after === undefined) stale = aspects.delete(id) || stale;
    else if (before === undefined || !view.same(before, after)) {
      aspects.set(id, after);
      stale = true;
    }
  }

  function catchUp(): void {
    if (followed === store.revision()) return;
    followed = store.revision();
    for (const id of aspects.keys()) if (store.read(`device ${id}`) === undefined) take(id);
    for (const id of store.read('ids')) take(id);
  }

  function build(): Result {
    stale = false;
    built = { result: view.build(aspects) };
    return built.result;
  }

  /** Builds now if the last build is long enough ago, else when it will be. */
  function renew(): void {
    if (!stale || resting !== null) return;
    build();
    if (view.everyMs > 0) resting = schedule(wakeUp, view.everyMs);
    for (const wake of readers) wake();
  }

  function wakeUp(): void {
    resting = null;
    renew();
  }

  function follow(): () => void {
    catchUp();
    if (stale) build();
    const stop = store.onDevices((touched) => {
      followed = store.revision();
      for (const id of touched) take(id);
      renew();
    });
    return () => {
      stop();
      resting?.();
      resting = null;
    };
  }

  return {
    read() {
      if (unfollow === null) catchUp();
      return built === null || (stale && unfollow === null) ? build() : built.result;
    },
    subscribe(wake) {
      readers.add(wake);
      unfollow ??= follow();
      return () => {
        readers.delete(wake);
        if (readers.size > 0) return;
        unfollow?.();
        unfollow = null;
      };
    },
  };
}
