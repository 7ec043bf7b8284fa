import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { Button } from './button';

type FirstFew<Item, List> = {
  readonly shown: readonly Item[];
  /** goes to the element whose children the items are */
  readonly list: RefObject<List | null>;
  /** null: all are shown */
  readonly showAll: (() => void) | null;
};

/** Of a long list the first few, until somebody wants all: then they go on reading at the first that came. */
export function useFirstFew<Item, List extends Element = HTMLUListElement>(
  items: readonly Item[],
  few: number,
): FirstFew<Item, List> {
  const [all, setAll] = useState(false);
  const list = useRef<List>(null);
  useLayoutEffect(() => {
    // the button that had the focus is gone
    const next = all ? list.current?.children[few] : null;
    if (next instanceof HTMLElement) {
      next.tabIndex = -1;
      next.focus();
    }
  }, [all, few]);
  const rest = all ? 0 : items.length - few;
  return { shown: all ? items : items.slice(0, few), list, showAll: rest > 0 ? () => setAll(true) : null };
}

type ShowMoreProps = {
  readonly onPress: (() => void) | null;
  /** what it shows, with how many there are */
  readonly children: ReactNode;
};

/** The button below a list of which not all is shown. */
export function ShowMore({ onPress, children }: ShowMoreProps) {
  if (onPress === null) return null;
  return (
    <div>
      <Button size="small" onPress={onPress}>
        {children}
      </Button>
    </div>
  );
}
