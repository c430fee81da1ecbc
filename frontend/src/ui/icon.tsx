/** Line icons on a 24-px grid, drawn for this application. */

const PATHS = {
  alert: "M12 4 21 19.5H3L12 4Zm0 6v4.5m0 2.5v.1",
  "arrow-left": "M19 12H5m6-6-6 6 6 6",
  "arrow-in": "M4 12h13m-5-5 5 5-5 5M20 5v14",
  bolt: "M13.2 3 5.5 13.6h5.2L9.9 21l8-10.9h-5.3L13.2 3Z",
  bookmark: "M7 4h10v16l-5-3.8L7 20V4Z",
  card: "M3.5 6.5h17v11h-17v-11Zm0 4h17M7 14.5h3",
  check: "m5 12.5 4.5 4.5L19 7.5",
  chevron: "m9 6 6 6-6 6",
  circle: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm0-13v5l3 2",
  globe:
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm-8.3-8.5h16.6M12 3.5c2.3 2.5 3.4 5.3 3.4 8.5s-1.1 6-3.4 8.5c-2.3-2.5-3.4-5.3-3.4-8.5s1.1-6 3.4-8.5Z",
  history: "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 7.5V12l3 2",
  info: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5m0-8.5v.1",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  monitor: "M3.5 5h17v11h-17V5ZM9 20h6m-3-4v4",
  offline:
    "m4 4 16 16M8 3.5V8m8-4.5V8M6.5 8.5V11a5.5 5.5 0 0 0 8.6 4.5M10 8h7.5v3c0 .9-.2 1.7-.6 2.4M12 16.5V21",
  pause: "M8.5 5.5v13m7-13v13",
  play: "M7.5 4.8v14.4L19 12 7.5 4.8Z",
  plug: "M8 3.5V8m8-4.5V8M6.5 8h11v3a5.5 5.5 0 0 1-11 0V8ZM12 16.5V21",
  refresh: "M20 12a8 8 0 1 1-2.6-5.9L20 8.5M20 4v4.5h-4.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20.5 20.5",
  "sign-out": "M10 4H5v16h5M20 12H9.5m6-5 5 5-5 5",
  station:
    "M5 20.5V5a1.5 1.5 0 0 1 1.5-1.5h6A1.5 1.5 0 0 1 14 5v15.5M3.5 20.5h12M10 7l-2 4h3l-2 4M14 10h2a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 0 3 0V9l-2.5-2.5",
  stop: "M6.5 6.5h11v11h-11v-11Z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4",
  user: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.6-4 3.8-6 8-6s7.400 2 8 6",
  x: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  name: IconName;
  size?: 16 | 20 | 24 | 40;
  className?: string;
}

/** An icon beside a word: it says nothing to a screen reader on its own. */
export function Icon({ name, size = 20, className }: IconProps) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 24 ? 1.25 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className ?? ""}`}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
