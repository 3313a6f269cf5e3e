const paths = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  check: "m5 12.5 4.5 4.5L19 7.5",
  select: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9.5h8M8 12h8M8 14.5h5",
  smaller: "m4 18 4.5-12L13 18M5.5 14h6M16 12h5",
  larger: "m4 18 4.5-12L13 18M5.5 14h6M16 12h5M18.5 9.5v5",
  reader:
    "M4 9.5v5h3.5L12 18V6L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  follow: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  up: "m6 14.5 6-6 6 6",
  down: "m6 9.5 6 6 6-6",
  close: "m6 6 12 12M18 6 6 18",
} as const;
export type BarIconName = keyof typeof paths;

export function BarIcon({ name }: { readonly name: BarIconName }) {
  return (
    <svg viewBox="0 0 24 24" className="term-icon" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
