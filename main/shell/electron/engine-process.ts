import { answerWith, tellerOver } from "../../ipc/answer.ts";
import { createWizard } from "../../wizard/wizard.ts";
import type { FromEngine, ToEngine } from "./engine-messages.ts";
import { PrintedByWindow } from "./printed-by-window.ts";

/**
 * The engine in a process of its own: SSH, hashing and all else that may block or crash do it here,
 * and not in the process which has the window.
 */
interface ParentPort {
  on(event: "message", listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const [, , beside] = process.argv;
const { parentPort } = process as unknown as { parentPort: ParentPort };
const post = (message: FromEngine) => parentPort.postMessage(message);

const windows = new PrintedByWindow(post);
const wizard = createWizard({
  tell: tellerOver((channel, data) => post({ channel, data })),
  print: windows.print,
  ...(beside === undefined ? {} : { beside }),
});
const answer = wizard.then(({ handlers }) => answerWith(handlers));

parentPort.on("message", ({ data }) => {
  const message = data as ToEngine;
  if ("close" in message)
    void wizard.then((it) => it.close()).finally(() => process.exit(0));
  else if ("print" in message) windows.answered(message);
  else
    void answer.then(async (answered) =>
      post({
        id: message.id,
        answer: await answered(message.channel, message.input),
      }),
    );
});
