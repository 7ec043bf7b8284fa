import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useId,
  useLayoutEffect,
  useRef,
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';

import { classNames } from './class-names';
import { nextRow } from './grid/grid-keys';
import styles from './live-list.module.css';

type LiveListProps<Item> = {
  /** the accessible name, e.g. "Messages, newest first" */
  readonly label: string;
  /** what comes next comes at the top */
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** every row is as high as the others: nothing is measured while things come */
  readonly rowHeightPx: number;
  readonly Row: ComponentType<{ readonly item: Item }>;
  /** the key of the row that the keys act on; null: none yet */
  readonly active: string | null;
  readonly onActive: (item: Item) => void;
  /** the key of the row that is open; null: none */
  readonly chosen: string | null;
  readonly onChoose: (item: Item) => void;
  /** what holds the focus */
  readonly box: RefObject<HTMLDivElement | null>;
};

/**
 * A list that grows at its top while one looks on, in a box of its own, of which only what is in sight is drawn. Whoever
 * has scrolled down keeps what is being read; at the top, what is new pushes down what is older. The list itself holds the
 * focus, since a row may be gone a moment later: arrow keys, Home and End walk it, Enter opens a row.
 */
export function LiveList<Item>(props: LiveListProps<Item>) {
  const { label, items, keyOf, rowHeightPx, Row, active, onActive, chosen, onChoose, box } = props;
  const id = useId();
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
    getItemKey: (index) => keyAt(index) ?? index,
  });
  useKeptPlace(virtualizer, items, keyOf, rowHeightPx);

  function keyAt(index: number): string | null {
    const item = items[index];
    return item === undefined ? null : keyOf(item);
  }

  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    const at = active === null ? -1 : items.findIndex((item) => keyOf(item) === active);
    const activeItem = items[at];
    if (event.key === 'Enter' && activeItem !== undefined) return onChoose(activeItem);
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeightPx) - 1);
    const next = at < 0 && event.key === 'ArrowDown' ? 0 : nextRow(event.key, Math.max(0, at), items.length, page);
    const item = next === null ? undefined : items[next];
    if (next === null || item === undefined) return;
    event.preventDefault();
    onActive(item);
    virtualizer.scrollToIndex(next);
  }

  function choose(event: MouseEvent<HTMLDivElement>): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
    const item = items.find((one) => keyOf(one) === row?.dataset['key']);
    if (item === undefined) return;
    onActive(item);
    onChoose(item);
  }

  const drawn = virtualizer.getVirtualItems();
  const isDrawn = drawn.some(({ index }) => keyAt(index) === active);
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      className={styles['box']}
      onKeyDown={walk}
      onClick={choose}
      {...(isDrawn && { 'aria-activedescendant': `${id}${active}` })}
    >
      <div role="presentation" className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          const name = keyOf(item);
          return (
            <div
              key={key}
              id={`${id}${name}`}
              role="option"
              aria-selected={name === chosen}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              data-key={name}
              className={classNames(styles['row'], name === active && styles['active'])}
              style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
            >
              <Content item={item} Row={Row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type ContentProps<Item> = { readonly item: Item; readonly Row: ComponentType<{ readonly item: Item }> };

/** A row that moves is not drawn again. */
const Content = memo(function Content<Item>({ item, Row }: ContentProps<Item>) {
  return <Row item={item} />;
}) as <Item>(props: ContentProps<Item>) => React.ReactNode; // `memo` forgets that the component is generic

/** What is being read stays where it is when something comes above it. */
function useKeptPlace<Item>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  rowHeightPx: number,
): void {
  const first = useRef<string | null>(null);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = items[0] === undefined ? null : keyOf(items[0]);
    // not asked of the element: it would be laid out for the answer, 60 times a second
    const offset = virtualizer.scrollOffset ?? 0;
    if (before === null || offset === 0) return;
    const came = items.findIndex((item) => keyOf(item) === before);
    if (came > 0) virtualizer.scrollToOffset(offset + came * rowHeightPx);
  }, [virtualizer, items, keyOf, rowHeightPx]);
}
