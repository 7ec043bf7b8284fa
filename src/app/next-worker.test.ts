import { expect, test } from 'vitest';

import { onNextWorker } from './next-worker';

/** A page's workers: `controller` is the one it had when it was opened. */
function workersOf(controller: ServiceWorker | null) {
  return Object.assign(new EventTarget(), { controller });
}

function told(workers: EventTarget & { controller: ServiceWorker | null }) {
  let times = 0;
  const end = onNextWorker(workers, () => (times += 1));
  return {
    takenOver: () => {
      workers.dispatchEvent(new Event('controllerchange'));
      return times;
    },
    end,
  };
}

const worker = {} as ServiceWorker; // nothing is asked of it but that it is there

test('the first worker that a page gets is of its own build, and the next one brings a newer', () => {
  const { takenOver } = told(workersOf(null));
  expect(takenOver()).toBe(0);
  expect(takenOver()).toBe(1);
  expect(takenOver()).toBe(2);
});

test('a page that was opened with a worker is told of the first one that takes its place', () => {
  const { end, takenOver } = told(workersOf(worker));
  expect(takenOver()).toBe(1);
  end();
  expect(takenOver()).toBe(1);
});

test('where a browser has no workers nobody is told, and nothing breaks', () => {
  expect(onNextWorker(undefined, () => {})).not.toThrow();
});
