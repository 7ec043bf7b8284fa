import { useRef, type ComponentType, type CSSProperties, type ReactNode, type Ref } from 'react';

import { classNames } from '../class-names';
import type { GridColumn, GridSort } from './grid-column';
import { Icon } from '../icon';
import { useMediaQuery } from '../media-query';
import { useRowsInSight } from './rows-in-sight';
import { cardsQuery } from './table-room';
import styles from './virtual-table.module.css';

type VirtualTableProps<Column extends string> = {
  /** the accessible name, e.g. "Firmware" */
  readonly label: string;
  readonly columns: readonly GridColumn<Column>[];
  /** one a row, already filtered and sorted */
  readonly ids: readonly string[];
  /** draws the cells of one row; it reads its own record, so that a change wakes this row only */
  readonly Row: ComponentType<{ readonly id: string }>;
  /** how a row lays out its cells where there is no room for the columns, and it is a card: a class of the page's own style sheet */
  readonly cardClassName?: string | undefined;
  readonly sort?: GridSort<Column>;
  readonly onSort?: (sort: GridSort<Column>) => void;
  readonly ref?: Ref<HTMLDivElement>;
};

/** an ordinary home is drawn as a whole, so that the browser's own search finds everything in it */
const overscan = 40;
/** what a row is taken for until it has been measured */
const usualHeightPx = { wide: 84, card: 180 };

/**
 * A table of any length whose rows are as high as what they say: only those in sight are drawn, and measured. Like the
 * grid it is made of blocks with roles, because the layout of a `<table>` is global; unlike the grid, its rows are read
 * and what stands in them (check boxes, buttons) is reached by Tab.
 */
export function VirtualTable<Column extends string>(props: VirtualTableProps<Column>) {
  const { label, columns, ids, Row, cardClassName, sort, onSort, ref } = props;
  const cards = useMediaQuery(cardsQuery(columns));
  const body = useRef<HTMLDivElement>(null);
  const { virtualizer, offset } = useRowsInSight(body, ids, cards ? usualHeightPx.card : usualHeightPx.wide, {
    overscan,
  });
  const tracks = { '--tracks': columns.map((column) => column.width).join(' ') };
  return (
    <div
      role="table"
      aria-label={label}
      tabIndex={-1}
      {...(ref && { ref })}
      aria-rowcount={ids.length + 1}
      className={classNames(styles['table'], cards && styles['cards'])}
      style={tracks as CSSProperties} // a custom property is a style that React's types do not know
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['headRow']}>
          {columns.map((column) => (
            <TableHeading key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles['body']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            ref={virtualizer.measureElement}
            role="row"
            aria-rowindex={item.index + 2}
            data-index={item.index}
            className={classNames(styles['row'], cards && cardClassName)}
            style={{ transform: `translateY(${item.start - offset}px)` }}
          >
            <Row id={ids[item.index] ?? ''} />
          </div>
        ))}
      </div>
    </div>
  );
}

type TableHeadingProps<Column extends string> = {
  readonly column: GridColumn<Column>;
  readonly sort: GridSort<Column> | undefined;
  readonly onSort: ((sort: GridSort<Column>) => void) | undefined;
};

/** The name of a column; where the table can be sorted by it, a button that does, and the other way round when pressed again. */
function TableHeading<Column extends string>({ column, sort, onSort }: TableHeadingProps<Column>) {
  const { id, heading, sortable = false, atEnd = false } = column;
  const direction = sort?.column === id ? sort.direction : undefined;
  if (!sortable || onSort === undefined) {
    return (
      <div role="columnheader" className={classNames(styles['heading'], atEnd && styles['atEnd'])}>
        {heading}
      </div>
    );
  }
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className={styles['heading']} aria-sort={direction ?? 'none'}>
      <button type="button" className={styles['sort']} onClick={() => onSort({ column: id, direction: next })}>
        {heading}
        {direction && <Icon name={direction === 'ascending' ? 'chevron-up' : 'chevron-down'} size={14} />}
      </button>
    </div>
  );
}

type TableCellProps = {
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  /** this cell names the row */
  readonly rowHeader?: boolean;
};

/** One cell; the cells of a row come in the order of the columns. */
export function TableCell({ children, className, rowHeader = false }: TableCellProps) {
  return (
    <div role={rowHeader ? 'rowheader' : 'cell'} className={classNames(styles['cell'], className)}>
      {children}
    </div>
  );
}
