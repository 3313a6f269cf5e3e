/** The text of resources/remote/<name>, such as "steps/k3s-start.sh". */
export type RemoteScripts = (name: string) => string;
