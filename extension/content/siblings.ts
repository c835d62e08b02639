/**
 * Tabs of one container find each other on a channel of LinkedIn's origin, which reaches only tabs
 * that share its cookies. Its name is random and known to content scripts alone, so that no page
 * can listen or speak. Nothing is stored, and only tab numbers are sent.
 */

export type Channel = Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;

const SAID = /^(asks|answers) (\d{1,15})$/;

export class Siblings {
  private channel: Channel | null = null;
  private readonly tabs = new Set<number>();

  /**
   * @param open opens the channel of this name
   * @param found called with the tabs that share this one's cookies whenever a new one answers
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
