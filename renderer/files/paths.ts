/** A name in a folder, as main's own system writes paths: the folder's path shows which it is. */
export function within(folder: string, name: string): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(folder) ? "\\" : "/";
  return folder.endsWith(separator)
    ? `${folder}${name}`
    : `${folder}${separator}${name}`;
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
