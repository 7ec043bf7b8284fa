import type { Login } from '@/broker/broker';
import type { Look } from '@/core/unknown-traffic';

import type { Feed } from '../feed';
import type { LookingAround } from './look-around';
import { openRest } from '../rest';

const mostOftenMs = 500;

/** The pages that look around: as long as there is one, the session does. */
export type Lookers = {
  /** null: the page looks no more */
  look(page: Feed, look: Look | null, login: Login | null): void;
  connected(login: Login): void;
  /** the connection to the home is given up */
  leave(): void;
  /** what is known of the home changed: a topic may be claimed now */
  refresh(): void;
  tick(now: number): void;
};

export function openLookers(around: LookingAround): Lookers {
  const looks = new Map<Feed, Look>();
  let told = -1;
  const rest = openRest(mostOftenMs);

  function tell(): void {
    if (looks.size === 0) return;
    const lookAround = around.state(new Set([...looks.values()].flatMap(({ focus }) => focus)));
    for (const page of looks.keys()) page.news({ lookAround });
  }

  return {
    look(page, look, login) {
      if (look === null) {
        if (!looks.delete(page)) return;
        page.news({ lookAround: null });
        if (looks.size === 0) around.stop();
        return;
      }
      const isFirst = looks.size === 0;
      looks.set(page, look);
      if (isFirst && login !== null) around.start(login);
      if (look.below !== null) around.below(look.below);
      tell();
    },
    connected(login) {
      if (looks.size > 0) around.start(login);
    },
    leave() {
      around.stop();
      tell();
    },
    refresh: () => void (told = -1),
    tick(now) {
      around.tick(now);
      if (around.revision === told || !rest.isDue(now)) return;
      told = around.revision;
      tell();
    },
  };
}
