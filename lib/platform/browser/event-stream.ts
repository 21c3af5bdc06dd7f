/** Reads an event stream (HTML Standard, "Server-sent events") piece by piece. */

export type StreamMessage = { id: string | null; event: string; data: string };

/** More than any message of ours; a stream that goes on longer without an end of message is not one of ours. */
const longestMessage = 4 * 1024 * 1024;

/** Answers a function that takes the next piece of text and gives the messages completed by it. Throws at an endless message. */
export function eventStreamReader(): (text: string) => StreamMessage[] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    if (rest.length > longestMessage) throw new Error("The stream holds a message without an end.");
    return blocks.flatMap(messageIn);
  };
}

/** A block without data, such as a comment that keeps a proxy awake, is no message. */
function messageIn(block: string): StreamMessage[] {
  const message: StreamMessage = { id: null, event: "message", data: "" };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, name, value = ""] = /^([^:\r]+)(?:: ?([^\r]*))?/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event") message.event = value;
    else if (name === "id") message.id = value;
  }
  return data.length === 0 ? [] : [{ ...message, data: data.join("\n") }];
}
