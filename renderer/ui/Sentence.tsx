/** What stands between backticks is to be typed. */
export function Sentence({ text }: { readonly text: string }) {
  return text
    .split("`")
    .map((part, at) =>
      at % 2 === 1 ? (
        <code key={at}>{part}</code>
      ) : (
        <span key={at}>{part}</span>
      ),
    );
}
