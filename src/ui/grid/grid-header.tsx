import type { GridColumn, GridSort } from './grid-column';
import { Icon } from '../icon';
import styles from './virtual-grid.module.css';

type GridHeaderProps<Column extends string> = {
  readonly columns: readonly GridColumn<Column>[];
  readonly sort?: GridSort<Column>;
  readonly onSort?: (sort: GridSort<Column>) => void;
};

/** The column headings. On a phone they become the row of "sort by" buttons above the list. */
export function GridHeader<Column extends string>({ columns, sort, onSort }: GridHeaderProps<Column>) {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" aria-rowindex={1} className={styles['headRow']}>
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined;
          const sortable = column.sortable === true && onSort !== undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles['heading']}
              data-sortable={sortable || undefined}
              aria-sort={direction ?? (sortable ? 'none' : undefined)}
            >
              {sortable ? (
                <button
                  type="button"
                  className={styles['sort']}
                  onClick={() =>
                    onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                  }
                >
                  {column.heading}
                  {direction && <Icon name={direction === 'ascending' ? 'chevron-up' : 'chevron-down'} size={14} />}
                </button>
              ) : (
                column.heading
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
