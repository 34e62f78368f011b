/** Ports `from` to `to`, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `80`, `5000-5010`, `*`, `Any`; `undefined` for keywords (`RPC`) and anything else. White space around is ignored. */
export function parsePorts(text: string): PortRange | undefined {
  const it = text.trim();
  if (it === '*' || /^any$/i.test(it)) return { from: 0, to: 65535 };
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(it);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= 65535 ? { from, to } : undefined;
}

export const includes = (range: PortRange, port: number): boolean => range.from <= port && port <= range.to;
