/** Rows to compare: dense, sorted by the platform, walked by arrow keys, fewer columns on a phone. */
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon";
import { useMedia } from "./use-media";

/** From which width on a column is shown. */
type Room = "phone" | "tablet" | "desktop" | "wide";

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers end where their neighbours above and below end. */
  align?: "start" | "end";
  /** The narrowest screen that shows it; `phone` when left out. */
  from?: Room;
  /** What the platform calls it in its parameter `sort`; only where it can sort. */
  sort?: string;
  /** For the eyes only: the head is still read out. */
  hideHead?: boolean;
}

export interface Sorting {
  by: string;
  descending: boolean;
}

interface TableProps<Row> {
  /** What the rows are, for screen readers. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** On a phone a row is a line drawn by this instead; columns `from` say more elsewhere. */
  line?: (row: Row) => ReactNode;
  sorting?: Sorting;
  onSort?: (next: Sorting) => void;
}

const FROM: Record<Room, string> = {
  phone: "",
  tablet: "max-md:hidden",
  desktop: "max-lg:hidden",
  wide: "max-2xl:hidden",
};

/** A table, or on a phone lines to tap where `line` draws them. */
export function Table<Row>(props: TableProps<Row>) {
  const isPhone = useMedia("(width < 48rem)");
  const { label, rows, rowKey, line } = props;
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface" onKeyDown={walkRows}>
      {isPhone && line ? (
        <ul aria-label={label} className="divide-y divide-line">
          {rows.map((row) => (
            <li key={rowKey(row)} className="relative" data-row>
              {line(row)}
            </li>
          ))}
        </ul>
      ) : (
        <Grid {...props} />
      )}
    </div>
  );
}

function Grid<Row>({ label, rows, columns, rowKey, sorting, onSort }: TableProps<Row>) {
  return (
    <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            data-row
            className="group relative hover:bg-sunken has-[a:focus-visible]:bg-sunken"
          >
            {columns.map(({ id, cell, align, from = "phone" }) => (
              <td
                key={id}
                className={`border-t border-line px-3 py-2.5 align-top first:pl-4 last:pr-4 ${align === "end" ? "text-right" : ""} ${FROM[from]}`}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps<Row> {
  column: Column<Row>;
  sorting: Sorting | undefined;
  onSort: ((next: Sorting) => void) | undefined;
}

function Head<Row>({ column, sorting, onSort }: HeadProps<Row>) {
  const { t } = useTranslation();
  const { head, align, from = "phone", sort, hideHead } = column;
  const isSorted = sort !== undefined && sorting?.by === sort;
  const order = isSorted ? (sorting.descending ? "descending" : "ascending") : undefined;
  return (
    <th
      scope="col"
      aria-sort={order}
      className={`sticky top-0 z-10 bg-surface px-3 py-2 text-[0.8125rem] font-medium text-muted first:pl-4 last:pr-4 ${align === "end" ? "text-right" : "text-left"} ${FROM[from]}`}
    >
      {sort === undefined || onSort === undefined ? (
        <span className={hideHead ? "sr-only" : ""}>{head}</span>
      ) : (
        <button
          type="button"
          title={t("table.sort_by", { column: head })}
          onClick={() => onSort({ by: sort, descending: isSorted && !sorting.descending })}
          className={`inline-flex items-center gap-1 hover:text-ink ${isSorted ? "text-ink" : ""}`}
        >
          {head}
          {isSorted && <Icon name={sorting.descending ? "arrow-down" : "arrow-up"} size={16} />}
        </button>
      )}
    </th>
  );
}

/** Arrow keys go from the link of a row to that of the next; Home and End to the outermost. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const isTyping = (event.target as HTMLElement).matches("input, select, textarea");
  if (here === -1 || isTyping) return;
  const aim = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  const link = aim === undefined ? null : rows[aim]?.querySelector<HTMLElement>("a, button");
  if (!link) return;
  event.preventDefault();
  link.focus();
}
