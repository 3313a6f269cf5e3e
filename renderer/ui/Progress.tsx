import "./progress.css";

/** How far something is. */
export function Progress({
  share,
  label,
}: {
  /** Between 0 and 1; null where only that it goes on is known. */
  readonly share: number | null;
  readonly label: string;
}) {
  return (
    <div
      className="ui-progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      data-unknown={share === null || undefined}
    >
      <div style={share === null ? undefined : { width: `${share * 100}%` }} />
    </div>
  );
}
