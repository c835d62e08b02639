import { expect, test } from "vitest";
import { Siblings, type Channel } from "./siblings";

/** Channels of one container: each message reaches all others. */
class Container {
  private readonly open = new Map<Channel, string>();

  channel(name: string): Channel {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const [other, named] of this.open)
          if (other !== channel && named === name)
            other.onmessage?.call(other as BroadcastChannel, new MessageEvent("message", { data }));
      },
      close: () => void this.open.delete(channel),
    };
    this.open.set(channel, name);
    return channel;
  }
}

function tabIn(container: Container, tab: number, channel = "secret") {
  const found: number[][] = [];
  const siblings = new Siblings(
    (name) => container.channel(name),
    (tabs) => found.push(tabs),
  );
  siblings.join({ tab, channel });
  return { found, siblings };
}

test("tabs of one container find each other in any order, and no other tab", () => {
  const [one, other] = [new Container(), new Container()];
  const first = tabIn(one, 1);
  const stranger = tabIn(other, 2);
  const second = tabIn(one, 3);
  expect([first.found, second.found, stranger.found]).toEqual([[[3]], [[1]], []]);
  const third = tabIn(one, 4);
  expect(third.found).toEqual([[1], [1, 3]]);
  expect(first.found.at(-1)).toEqual([3, 4]);
});

test("a tab that has left is not found, one that joins again is", () => {
  const container = new Container();
  const first = tabIn(container, 1);
  first.siblings.leave();
  const second = tabIn(container, 2);
  expect(second.found).toEqual([]);
  first.siblings.join({ tab: 1, channel: "secret" });
  expect(second.found).toEqual([[1]]);
});

test("a message that no sibling sends is ignored", () => {
  const container = new Container();
  const { found } = tabIn(container, 1);
  const page = container.channel("secret");
  for (const text of ["answers", "answers 1", "answers x", "is 7", 7]) page.postMessage(text);
  container.channel("guess").postMessage("answers 7");
  expect(found).toEqual([]);
});
