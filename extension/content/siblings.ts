/**
 * Tabs of one container find each other: a channel of LinkedIn's origin reaches those that share its cookies,
 * and no others. Its name is random and told to content scripts alone, so that no page can hear or speak;
 * nothing is written anywhere, and what is said is the number of a tab.
 */

export type Channel = Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;

const SAID = /^(asks|answers) (\d{1,15})$/;

export class Siblings {
  private channel: Channel | null = null;
  private readonly tabs = new Set<number>();

  /**
   * @param open opens the channel of a name
   * @param found is told the tabs that share this one's cookies whenever another turns up
   */
  constructor(
    private readonly open: (name: string) => Channel,
    private readonly found: (tabs: number[]) => void,
  ) {}

  join({ tab, channel: name }: { tab: number; channel: string }): void {
    if (this.channel) return;
    const channel = this.open(name);
    this.channel = channel;
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const [, verb, number] = SAID.exec(typeof data === "string" ? data : "") ?? [];
      if (verb === undefined || Number(number) === tab) return;
      if (verb === "asks") channel.postMessage(`answers ${tab}`);
      if (this.tabs.has(Number(number))) return;
      this.tabs.add(Number(number));
      this.found([...this.tabs]);
    };
    channel.postMessage(`asks ${tab}`);
  }

  leave(): void {
    this.channel?.close();
    this.channel = null;
    this.tabs.clear();
  }
}
