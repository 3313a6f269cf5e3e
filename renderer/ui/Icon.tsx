import "./icon.css";

/** Of one set: 24 × 24, a line of 1.75, round ends. */
const paths = {
  station:
    "M4 20V5.5A1.5 1.5 0 0 1 5.5 4h7A1.5 1.5 0 0 1 14 5.5V20M3 20h12M7 8h4v3H7zM14 12h1.5a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 0 3 0V9l-3-3",
  server: "M4 5h16v6H4zM4 13h16v6H4zM7.5 8h.01M7.5 16h.01M11 8h5.5M11 16h5.5",
  check: "M9 4h6v3H9zM9 5.5H6V20h12V5.5h-3M9 13.5l2 2 4-4.5",
  plan: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
  install: "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14",
  cluster:
    "M12 3.5 19.5 8v8L12 20.5 4.5 16V8zM12 12l7.5-4M12 12v8.5M12 12 4.5 8",
  central: "M4 20V9l8-5 8 5v11M4 20h16M9 20v-6h6v6",
  finish: "M6 21V4M6 5h12l-2.5 4L18 13H6",
  tick: "m5 12.5 4.5 4.5L19 7.5",
  warn: "M12 4.5 21 20H3zM12 10v4.5M12 17.2v.3",
  fail: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM9 9l6 6M15 9l-6 6",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v5.5M12 7.5v.3",
  close: "m6 6 12 12M18 6 6 18",
  next: "m10 6 6 6-6 6",
  back: "m14 6-6 6 6 6",
  up: "M12 19V6M6.5 11.5 12 6l5.5 5.5",
  add: "M12 5v14M5 12h14",
  edit: "M5 19h3.5L19 8.5 15.5 5 5 15.5zM13 7.5l3.5 3.5",
  remove: "M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7",
  folder: "M3.5 6.5h6l2 2.5h9v10.5h-17z",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
  bundle: "M4 8l8-4 8 4v8.5L12 20.5 4 16.5zM4 8l8 4 8-4M12 12v8.5",
  drive:
    "M7 3.5h10V9H7zM5 9h14v9.5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM10.5 6h.01M13.5 6h.01",
  home: "M4 11.5 12 4.5l8 7M6 10v10h12V10M10 20v-6h4v6",
  computer: "M4 5h16v11H4zM9 20h6M12 16v4",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
  "eye-off":
    "M4 4l16 16M9.5 6A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.6M6.3 7.6A15 15 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.5-1.2",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20",
  key: "M8.5 10.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM11.3 11.7 19.5 3.5M16 7l3 3",
  lock: "M6 10.5h12v9.5H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
  again: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4h-4",
  resume: "M7 5v14M11 6l9 6-9 6z",
  language:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.5 2.4 3.8 5.3 3.8 8.5s-1.3 6.1-3.8 8.5c-2.5-2.4-3.8-5.3-3.8-8.5S9.5 5.9 12 3.5Z",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  dark: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  contrast:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 3.5v17M12 8h6.8M12 12h8.3M12 16h6.8",
  network:
    "M9 3.5h6v5H9zM3.5 15.5h6v5h-6zM14.5 15.5h6v5h-6zM12 8.5v3.5M6.5 15.5V12h11v3.5",
  down: "m6 9.5 6 6 6-6",
} as const;
export type IconName = keyof typeof paths;

/** Says nothing by itself: words stand beside it, or name the button that it is in. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className="icon"
      data-icon={name}
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
