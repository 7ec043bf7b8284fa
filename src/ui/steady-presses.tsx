import { useEffect, useRef, type ReactNode } from 'react';

import { createPressWatch, type Sight } from './press-watch';
import styles from './steady-presses.module.css';

type SteadyPressesProps = {
  readonly children: ReactNode;
  /** the rows, as a selector: what moves within the one that a person looks at is still about the same */
  readonly rows?: string;
  /** which elements do something when they are pressed, as a selector: what only leads elsewhere can be taken back */
  readonly acts?: string;
};

/** Around a list that changes by itself while acts stand in it: a row that has just come under a finger is not pressed by it. */
export function SteadyPresses({ children, rows = 'li', acts = 'button' }: SteadyPressesProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current === null ? undefined : watchPresses(place.current, rows, acts)), [rows, acts]);
  return (
    <div ref={place} className={styles['place']}>
      {children}
    </div>
  );
}

function watchPresses(place: HTMLElement, rows: string, acts: string): () => void {
  const watch = createPressWatch<Element>();
  const ending = new AbortController();
  let frame: number | null = null;
  let isRefused = false;
  const look = () => {
    frame = null;
    watch.look(sightOf(place, rows), performance.now());
  };
  // once a frame, when the page is laid out anyway
  const lookSoon = () => void (frame ??= requestAnimationFrame(look));
  // whatever comes, goes or grows above it moves it too
  const mutations = new MutationObserver(lookSoon);
  mutations.observe(document.body, { childList: true, subtree: true });
  const sizes = new ResizeObserver(lookSoon);
  sizes.observe(document.body);
  const refuse = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const options = { capture: true, signal: ending.signal };
  place.addEventListener(
    'pointerdown',
    (event) => {
      const on = event.target instanceof Element ? (event.target.closest(acts)?.closest(rows) ?? null) : null;
      const { clientX: x, clientY: y } = event;
      isRefused = on !== null && watch.isMisled({ on, x, y, scrolled: window.scrollY }, performance.now());
      if (isRefused) refuse(event);
    },
    options,
  );
  // a key's click is meant for what has the focus
  place.addEventListener('click', (event) => isRefused && event.detail > 0 && refuse(event), options);
  look();
  return () => {
    ending.abort();
    mutations.disconnect();
    sizes.disconnect();
    if (frame !== null) cancelAnimationFrame(frame);
  };
}

function sightOf(place: HTMLElement, rows: string): Sight<Element> {
  const boxes = [...place.querySelectorAll(rows)].map((one) => [one, one.getBoundingClientRect()] as const);
  return { boxes: new Map(boxes), scrolled: window.scrollY };
}
