import { memo, useRef, type ComponentType, type CSSProperties, type ReactNode } from 'react';
import { Link } from 'react-router';

import { classNames } from '../class-names';
import { useHandedFocus, type Heir } from '../handed-focus';
import type { GridColumn, GridSort } from './grid-column';
import { GridHeader } from './grid-header';
import { useGridRowHeight } from './grid-row-height';
import { useRowWalk } from './row-walk';
import { useRowsInSight } from './rows-in-sight';
import styles from './virtual-grid.module.css';

/** Where a cell stands when, on a phone, a row folds into two lines; `hidden` cells stay for those who listen. */
export type GridFold = 'title' | 'aside' | 'detail' | 'detail-aside' | 'hidden';

type VirtualGridProps<Column extends string> = {
  /** the accessible name, e.g. "Devices" */
  readonly label: string;
  readonly columns: readonly GridColumn<Column>[];
  /** one a row, already filtered and sorted */
  readonly ids: readonly string[];
  /** draws the cells of one row; it reads its own record, so that a change wakes this row only */
  readonly Row: ComponentType<{ readonly id: string }>;
  readonly sort?: GridSort<Column>;
  readonly onSort?: (sort: GridSort<Column>) => void;
};

/**
 * A grid of any length that scrolls with the page and draws only the rows in sight. Rows are blocks that contain their
 * own layout, not a `<table>`, whose layout is global. Arrow keys, Home and End walk the rows, Enter opens one.
 */
export function VirtualGrid<Column extends string>(props: VirtualGridProps<Column>) {
  const { label, columns, ids, Row, sort, onSort } = props;
  const height = useGridRowHeight();
  const body = useRef<HTMLDivElement>(null);
  const { focusable, activate, walk, heir } = useRowWalk(body, ids, height);
  const { virtualizer, offset } = useRowsInSight(body, ids, height, { kept: focusable });

  const tracks = { '--tracks': columns.map((column) => column.width).join(' ') };
  return (
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={ids.length + 1}
      aria-colcount={columns.length}
      className={styles['grid']}
      style={tracks as CSSProperties} // a custom property is a style that React's types do not know
    >
      <GridHeader columns={columns} {...(sort && { sort })} {...(onSort && { onSort })} />
      <div
        ref={body}
        role="rowgroup"
        className={styles['body']}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={(event) => walk(event, (row) => virtualizer.scrollToIndex(row))}
      >
        {virtualizer.getVirtualItems().map((item) => (
          <GridRow
            key={item.key}
            id={ids[item.index] ?? ''}
            index={item.index}
            top={item.start - offset}
            height={height}
            focusable={item.index === focusable}
            onFocus={activate}
            heir={heir}
            Row={Row}
          />
        ))}
      </div>
    </div>
  );
}

type GridRowProps = {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly focusable: boolean;
  readonly onFocus: (id: string) => void;
  readonly heir: Heir;
  readonly Row: ComponentType<{ readonly id: string }>;
};

const GridRow = memo(function GridRow({ id, index, top, height, focusable, onFocus, heir, Row }: GridRowProps) {
  const place = useHandedFocus<HTMLDivElement>(heir);
  return (
    <div
      ref={place}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={focusable ? 0 : -1}
      onFocus={() => onFocus(id)}
      className={styles['row']}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <Row id={id} />
    </div>
  );
});

type GridCellProps = {
  readonly children: ReactNode;
  readonly fold: GridFold;
  /** this cell names the row */
  readonly rowHeader?: boolean;
};

/** One cell; the cells of a row come in the order of the columns. */
export function GridCell({ children, fold, rowHeader = false }: GridCellProps) {
  return (
    <div
      role={rowHeader ? 'rowheader' : 'gridcell'}
      className={classNames(styles['cell'], styles[fold], rowHeader && styles['rowHeader'])}
    >
      {children}
    </div>
  );
}

/** The link of a row: Enter on the row follows it, and a press anywhere in the row does. */
export function GridLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link to={to} data-row-link="" tabIndex={-1} className={styles['link']}>
      {children}
    </Link>
  );
}
