/** Line icons on a 24-px grid, drawn for this application. */

const PATHS = {
  alert: "M12 4 21 19.5H3L12 4Zm0 6v4.5m0 2.5v.1",
  "arrow-down": "M12 5v14m-6-6 6 6 6-6",
  "arrow-left": "M19 12H5m6-6-6 6 6 6",
  "arrow-in": "M4 12h13m-5-5 5 5-5 5M20 5v14",
  "arrow-up": "M12 19V5m-6 6 6-6 6 6",
  audit: "M6.5 3.5h8l3.5 3.5v13.5h-11.5v-17Zm7.5 0v4h4M9.5 12h5.5m-5.5 4h5.5",
  bell: "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15L6 16.5Zm4.5 4h3",
  bolt: "M13.2 3 5.5 13.6h5.2L9.9 21l8-10.9h-5.3L13.2 3Z",
  bookmark: "M7 4h10v16l-5-3.8L7 20V4Z",
  building: "M5 20.5v-17h9v17M14 9h5v11.5M3.5 20.5h17M8.5 7.5h2m-2 4h2m-2 4h2",
  calendar: "M4 5.5h16v15H4v-15Zm0 4.5h16M8 3v4m8-4v4",
  card: "M3.5 6.5h17v11h-17v-11Zm0 4h17M7 14.5h3",
  check: "m5 12.5 4.5 4.5L19 7.5",
  chevron: "m9 6 6 6-6 6",
  "chevron-down": "m6 9 6 6 6-6",
  circle: "M12 19.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm0-13v5l3 2",
  cloud: "M7 18.5a4 4 0 0 1-.6-8A5.5 5.5 0 0 1 17 9.2a4.7 4.7 0 0 1 .5 9.3H7Z",
  copy: "M8.5 8.5h11v11h-11v-11Zm-3 7h-1v-11h11v1",
  download: "M12 4v11m-5-5 5 5 5-5M4.5 20h15",
  edit: "M4.5 19.5v-4l11-11 4 4-11 11h-4Zm8.5-12.5 4 4",
  expand: "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
  gauge: "M4.5 18.5a9 9 0 1 1 15 0M12 14.5l4-5M12 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
  gear: "M12 15.3a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Zm0-12.3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.1 2.1m8.6 8.6 2.1 2.1m0-12.8-2.1 2.1m-8.6 8.6-2.1 2.1",
  globe:
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Zm-8.3-8.5h16.6M12 3.5c2.3 2.5 3.4 5.3 3.4 8.5s-1.1 6-3.4 8.5c-2.3-2.5-3.4-5.3-3.4-8.5s1.1-6 3.4-8.5Z",
  health: "M3 12.5h4l2.5-7 4.5 13 2.5-6H21",
  history: "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 7.5V12l3 2",
  hook: "M12 8.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm12 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM10.7 8.2 7.4 15.8M13.3 8.2l3.3 7.6M9 18.5h6",
  info: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5m0-8.5v.1",
  key: "M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm4.5-4.5h8.5v3.5m-4-3.5v2.5",
  lock: "M6 10.5h12v9.5H6v-9.5Zm2.5 0V8a3.5 3.5 0 0 1 7 0v2.5",
  map: "M4 6.5 9.5 4l5 2.5L20 4v13.5L14.5 20l-5-2.5L4 20V6.5ZM9.5 4v13.5m5-11V20",
  menu: "M4 6.5h16M4 12h16M4 17.5h16",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  minus: "M5 12h14",
  monitor: "M3.5 5h17v11h-17V5ZM9 20h6m-3-4v4",
  offline:
    "m4 4 16 16M8 3.5V8m8-4.5V8M6.5 8.5V11a5.5 5.5 0 0 0 8.6 4.5M10 8h7.5v3c0 .9-.2 1.7-.6 2.4M12 16.5V21",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-3.6 3.1-5.5 6.5-5.5s6 1.9 6.5 5.5M15.5 4.8a3.5 3.5 0 0 1 0 6.4m2.5 3.8c1.9.8 3.1 2.5 3.5 5",
  pause: "M8.5 5.5v13m7-13v13",
  play: "M7.5 4.8v14.4L19 12 7.5 4.8Z",
  plug: "M8 3.5V8m8-4.5V8M6.5 8h11v3a5.5 5.5 0 0 1-11 0V8ZM12 16.5V21",
  plus: "M12 5v14m-7-7h14",
  refresh: "M20 12a8 8 0 1 1-2.6-5.9L20 8.5M20 4v4.5h-4.5",
  send: "M20.5 3.5 3.5 10l6.5 3.5m10.5-10L14 20.5l-4-7m10.5-10L10 13.5",
  shield: "M12 3.5 19 6v5.5c0 4.5-2.8 7.5-7 9-4.2-1.5-7-4.5-7-9V6l7-2.5Z",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20.5 20.5",
  "sign-out": "M10 4H5v16h5M20 12H9.5m6-5 5 5-5 5",
  station:
    "M5 20.5V5a1.5 1.5 0 0 1 1.5-1.5h6A1.5 1.5 0 0 1 14 5v15.5M3.5 20.5h12M10 7l-2 4h3l-2 4M14 10h2a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 0 3 0V9l-2.5-2.5",
  stop: "M6.5 6.5h11v11h-11v-11Z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4",
  tag: "M3.5 4.5h8l9 9-7.5 7.5-9.5-9.5v-7Zm4.5 4v.1",
  terminal: "M3.5 5h17v14h-17V5Zm4 4 3 3-3 3m5 0h4",
  trash: "M4.5 6.5h15M9 6.5v-2.5h6v2.5m-8.5 0 1 14h9l1-14M10 10.5v6m4-6v6",
  upload: "M12 15V4m-5 5 5-5 5 5M4.5 20h15",
  user: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.6-4 3.8-6 8-6s7.4 2 8 6",
  unlock: "M6 10.5h12v9.5H6v-9.5Zm2.5 0V8a3.5 3.5 0 0 1 6.6-1.6",
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
