import ssh2, {
  type BaseAgent,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from "ssh2";
import { fingerprintOf } from "./host-key.ts";

/** One key of an SSH agent's, as an agent that has no other: so each is counted, and shown when it is its turn. */
export interface AgentKey {
  readonly agent: OneKeyAgent;
  /** Of the public key, as `ssh-add -l` prints it. */
  readonly fingerprint: string;
}

/** One that does not answer would end a sign-in before the other ways were tried. */
const within = 5000;
const windowsAgent = "\\\\.\\pipe\\openssh-ssh-agent";

/** The keys of the first agent that has any; none where no agent answers. */
export async function agentKeys(): Promise<AgentKey[]> {
  const { SSH_AUTH_SOCK: own } = process.env;
  const paths = [
    ...(own ? [own] : []),
    ...(process.platform === "win32" ? [windowsAgent, "pageant"] : []),
  ];
  for (const path of paths) {
    const agent = ssh2.createAgent(path);
    const keys = await identitiesOf(agent);
    if (keys.length > 0)
      return keys.map((key) => ({
        agent: new OneKeyAgent(agent, key),
        fingerprint: fingerprintOf(key.getPublicSSH()),
      }));
  }
  return [];
}

function identitiesOf(agent: BaseAgent): Promise<ParsedKey[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), within);
    agent.getIdentities((error, keys = []) => {
      clearTimeout(timer);
      const parsed = keys.map((key) => ssh2.utils.parseKey(key as ParsedKey));
      resolve(
        error
          ? []
          : parsed.flatMap((key) => (key instanceof Error ? [] : [key].flat())),
      );
    });
  });
}

export class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: BaseAgent;
  readonly #key: ParsedKey;
  /** It gave no signature, as where its owner has to say yes to each: ssh2 takes that for the connection's end. */
  refused = false;
  /** It gave one: the server had accepted the key. */
  signed = false;

  constructor(agent: BaseAgent, key: ParsedKey) {
    super();
    this.#agent = agent;
    this.#key = key;
  }

  override getIdentities(
    answer: (error: Error | undefined, keys?: ParsedKey[]) => void,
  ): void {
    answer(undefined, [this.#key]);
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    const answer: SignCallback = (error, signature) => {
      if (error) this.refused = true;
      else this.signed = true;
      (typeof options === "function" ? options : callback)?.(error, signature);
    };
    if (typeof options === "function") this.#agent.sign(key, data, answer);
    else this.#agent.sign(key, data, options, answer);
  }
}
